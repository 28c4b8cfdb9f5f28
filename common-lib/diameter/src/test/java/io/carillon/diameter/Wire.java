package io.carillon.diameter;

/** Octets of messages, for raw peers. */
final class Wire {
    private Wire() {}

    static <T> Octets encode(Grammar<T> grammar, T message) {
        var out = new AvpWriter();
        grammar.write(message, out);
        return out.octets();
    }

    /** The answer of that node to that request. */
    static io.carillon.diameter.cx.LocationInfoAnswer from(
            String node, io.carillon.diameter.cx.LocationInfoAnswer answer, Frame request) {
        var session = BaseAvps.SESSION_ID.decode(
                java.util.Objects.requireNonNull(request.first(BaseAvps.SESSION_ID)).data());
        return io.carillon.diameter.cx.LocationInfoAnswer.GRAMMAR
                .draft(answer)
                .envelope(Envelope.session(session).from(Net.node(node)))
                .build();
    }
}
