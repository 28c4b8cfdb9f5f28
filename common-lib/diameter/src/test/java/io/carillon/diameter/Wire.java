package io.carillon.diameter;

import io.carillon.diameter.cx.LocationInfoAnswer;
import java.util.Objects;

/** Octets of messages, for raw peers. */
final class Wire {
    private Wire() {}

    static <T> Octets encode(Grammar<T> grammar, T message) {
        var out = new AvpWriter();
        grammar.write(message, out);
        return out.octets();
    }

    /** The answer of that node to that request. */
    static LocationInfoAnswer from(String node, LocationInfoAnswer answer, Frame request) {
        var session = BaseAvps.SESSION_ID.decode(
                Objects.requireNonNull(request.first(BaseAvps.SESSION_ID)).data());
        return LocationInfoAnswer.GRAMMAR
                .draft(answer)
                .envelope(Envelope.session(session).from(Net.node(node)))
                .build();
    }
}
