package io.carillon.diameter;

import io.carillon.diameter.DiameterObserver.Direction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests: each on a virtual thread, so many at once and no more. */
final class Answerer {
    private static final Logger LOG = LoggerFactory.getLogger(Answerer.class);

    private final Commands commands;
    private final LocalNode local;
    private final Sight sight;
    private final Semaphore room;
    private final int most;
    private final OverloadReport overload;
    private final Predicate<String> agents;
    private final Map<Class<?>, Function<Object, ? extends DiameterAnswer>> handlers = new ConcurrentHashMap<>();

    /** @param agents peers that may bring requests of others */
    Answerer(Commands commands, LocalNode local, Sight sight, int maxInFlight, Predicate<String> agents) {
        this.commands = commands;
        this.local = local;
        this.sight = sight;
        this.room = new Semaphore(maxInFlight);
        this.most = maxInFlight;
        this.overload = new OverloadReport(maxInFlight, System::nanoTime);
        this.agents = agents;
    }

    <R extends DiameterRequest<A>, A extends DiameterAnswer> void handle(Class<R> type, Function<R, A> handler) {
        commands.known(type);
        handlers.put(type, request -> handler.apply(type.cast(request)));
    }

    /** Called by the link's reader: takes the request over or sheds it. */
    void requested(Link link, Frame frame) {
        var application = commands.application(frame.application());
        if (application == null) {
            LOG.info("{} asked for application {}", link.peer(), frame.application());
            link.send(refusal(frame, null, BaseResult.APPLICATION_UNSUPPORTED, null));
            return;
        }
        var command = commands.find(application, frame.command());
        boolean taken = room.tryAcquire();
        overload.handling(most - room.availablePermits());
        if (!taken) {
            reply(link, refusal(frame, command, BaseResult.TOO_BUSY, null), application);
            return;
        }
        Thread.ofVirtual()
                .name("diameter-request")
                .start(() -> reply(link, handled(link, frame, command, application), application));
    }

    /** Its place is free before the answer leaves: whoever asks next after it takes one place and not two. */
    private Frame handled(Link link, Frame frame, Commands.@Nullable Known<?, ?> command, Application application) {
        try {
            sight.saw(Direction.RECEIVED, link, frame, application);
            return answer(link, frame, command);
        } finally {
            room.release();
        }
    }

    private void reply(Link link, Frame answer, Application application) {
        sight.saw(Direction.SENT, link, answer, application);
        if (!link.send(answer)) {
            LOG.debug("{}: gone before its answer", link.peer());
        }
    }

    private Frame answer(Link link, Frame frame, Commands.@Nullable Known<?, ?> command) {
        if (frame.error()) {
            return refusal(frame, command, BaseResult.INVALID_HDR_BITS, null);
        }
        var handler = command == null ? null : handlers.get(command.procedure().requestType());
        if (command == null || handler == null) {
            LOG.info("{} sent command {}", link.peer(), frame.command());
            return refusal(frame, command, BaseResult.COMMAND_UNSUPPORTED, null);
        }
        try {
            return answer(link, frame, command, handler);
        } catch (AvpException malformed) {
            LOG.warn(
                    "{} of {} refused: {} ({})",
                    command.procedure().request(),
                    link.peer(),
                    malformed.getMessage(),
                    frame.session());
            return refusal(frame, command, malformed.result(), malformed.failed());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("{} of {} failed ({})", command.procedure().request(), link.peer(), frame.session(), e);
            return refusal(frame, command, BaseResult.UNABLE_TO_COMPLY, null);
        }
    }

    private Frame answer(
            Link link, Frame frame, Commands.Known<?, ?> command, Function<Object, ? extends DiameterAnswer> handler) {
        var request = command.decodeRequest(frame);
        if (!mayBring(link, request.envelope())) {
            LOG.warn(
                    "{} speaks as {} ({})",
                    link.peer(),
                    request.envelope().originHost().orElse(""),
                    frame.session());
            return refusal(frame, command, BaseResult.AUTHORIZATION_REJECTED, null);
        }
        var misrouted = misrouted(request.envelope());
        if (misrouted != null) {
            return refusal(frame, command, misrouted, null);
        }
        var answer = handler.apply(request);
        var envelope = Envelope.session(request.sessionId()).from(local);
        return command.encodeAnswer(frame, answer, envelope, overload);
    }

    /** RFC 6733 §2.9: who is no agent speaks for itself alone. */
    private boolean mayBring(Link link, Envelope envelope) {
        return envelope.originHost().filter(link.peer()::equalsIgnoreCase).isPresent() || agents.test(link.peer());
    }

    /** RFC 6733 §6.1.4 to §6.1.6: this node serves its own realm and does not relay. */
    private @Nullable Result misrouted(Envelope envelope) {
        if (envelope.destinationRealm()
                .filter(r -> !r.equalsIgnoreCase(local.realm()))
                .isPresent()) {
            return BaseResult.REALM_NOT_SERVED;
        }
        return envelope.destinationHost()
                        .filter(h -> !h.equalsIgnoreCase(local.host()))
                        .isPresent()
                ? BaseResult.UNABLE_TO_DELIVER
                : null;
    }

    /** RFC 6733 §7.2: an answer made from the bare octets, for the request may be of no use. */
    private Frame refusal(Frame request, Commands.@Nullable Known<?, ?> command, Result result, @Nullable Avp failed) {
        var out = new AvpWriter();
        var session = request.first(BaseAvps.SESSION_ID);
        if (session != null) {
            out.avp(session);
        }
        Result.GRAMMAR.write(result, out);
        out.avp(BaseAvps.ORIGIN_HOST, local.host());
        out.avp(BaseAvps.ORIGIN_REALM, local.realm());
        if (failed != null) {
            out.avp(Avp.grouped(BaseAvps.FAILED_AVP.code(), 0, BaseAvps.FAILED_AVP.flags(), List.of(failed)));
        }
        if (result == BaseResult.TOO_BUSY && request.first(BaseAvps.OC_SUPPORTED_FEATURES) != null) {
            overload.writeTo(out);
        }
        var body = out.octets();
        if (command != null) {
            try {
                body = command.procedure().answerGrammar().completed(body, request.body());
            } catch (AvpException unreadable) {
                LOG.debug("nothing more to take from the request", unreadable);
            }
        }
        return request.answer(result.protocolError(), body);
    }
}
