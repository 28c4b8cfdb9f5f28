package io.carillon.diameter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of a node's applications, by the class of their request and by their numbers. */
final class Commands {
    private final Map<Class<?>, Known<?, ?>> byRequest = new HashMap<>();
    private final List<Application> applications;

    Commands(List<Application> applications) {
        this.applications = List.copyOf(applications);
        applications.forEach(a -> a.procedures().forEach(p -> byRequest.put(p.requestType(), new Known<>(a, p))));
    }

    List<Application> applications() {
        return applications;
    }

    @Nullable
    Application application(long id) {
        for (var application : applications) {
            if (application.id() == id) {
                return application;
            }
        }
        return null;
    }

    @Nullable
    Known<?, ?> find(Application application, int command) {
        return application
                .find(command)
                .<Known<?, ?>>map(p -> byRequest.get(p.requestType()))
                .orElse(null);
    }

    @SuppressWarnings("unchecked")
    <A extends DiameterAnswer> Known<?, A> of(DiameterRequest<A> request) {
        return (Known<?, A>) known(request.getClass());
    }

    Known<?, ?> known(Class<?> requestType) {
        var known = byRequest.get(requestType);
        if (known == null) {
            throw new IllegalArgumentException(requestType + " is of no application of this node");
        }
        return known;
    }

    /** A command of one application: to octets and back. */
    record Known<R extends DiameterRequest<A>, A extends DiameterAnswer>(
            Application application, Procedure<R, A> procedure) {

        Frame encode(DiameterRequest<?> request, Envelope envelope, int endToEnd) {
            var out = new AvpWriter();
            procedure.requestGrammar().write(procedure.requestType().cast(request), envelope, out);
            out.avp(OverloadReport.features());
            int flags = Frame.REQUEST | Frame.PROXIABLE;
            return Frame.of(flags, procedure.code(), application.id(), 0, endToEnd, out.octets());
        }

        R decodeRequest(Frame frame) {
            return procedure.requestGrammar().read(frame.body());
        }

        /** RFC 6733 §6.2: Proxy-Info comes back as it was. */
        Frame encodeAnswer(Frame request, DiameterAnswer answer, Envelope envelope, OverloadReport overload) {
            var out = new AvpWriter();
            procedure.answerGrammar().write(procedure.answerType().cast(answer), envelope, out);
            for (var cursor = new AvpCursor(request.body()); cursor.next(); ) {
                if (cursor.code() == BaseAvps.PROXY_INFO.code() && cursor.vendor() == 0) {
                    out.avp(cursor.avp());
                } else if (cursor.code() == BaseAvps.OC_SUPPORTED_FEATURES.code() && cursor.vendor() == 0) {
                    overload.writeTo(out);
                }
            }
            boolean error = answer.result().vendor() == 0 && answer.result().protocolError();
            return request.answer(error, out.octets());
        }

        A decodeAnswer(Frame request, Frame frame) {
            if (frame.command() != procedure.code() || frame.application() != application.id()) {
                throw new AvpException(BaseResult.COMMAND_UNSUPPORTED, new Avp(0, 0, 0, Octets.EMPTY));
            }
            var body = frame.error() || failed(frame)
                    ? procedure.answerGrammar().completed(frame.body(), request.body())
                    : frame.body();
            return procedure.answerGrammar().read(body);
        }

        /** Also permanent failures come without what the command requires where a peer could not read the request. */
        private static boolean failed(Frame frame) {
            var code = frame.first(BaseAvps.RESULT_CODE);
            return code != null
                    && code.data().length() == 4
                    && !Result.of(code.data().int32(0)).success();
        }
    }
}
