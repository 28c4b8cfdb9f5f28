package io.carillon.bench.sip.generator;

import java.io.IOException;

/** The called user agents: 180 and 200 for an INVITE, 200 for everything else, nothing for an ACK. */
final class CalledSide {
    private static final byte[] RINGING = Text.ascii("SIP/2.0 180 Ringing\r\n");
    private static final byte[] OK = Text.ascii("SIP/2.0 200 OK\r\n");
    private static final byte[] TAG = Text.ascii(";tag=");
    private static final byte[] OWN_TAG = Text.ascii(";tag=called\r\n");
    private static final byte[] NO_BODY = Text.ascii("Content-Length: 0\r\n\r\n");

    private final Wire wire;
    private final byte[] contact;
    private final Text echo = new Text();
    private final Text out = new Text();

    CalledSide(Wire wire, Manner manner) {
        this.wire = wire;
        this.contact = new Text()
                .add(Text.ascii("Contact: <sip:called@127.0.0.1:" + wire.calledPort()))
                .add(manner.uriTransport())
                .add(Text.ascii(">\r\n"))
                .toBytes();
    }

    void request(Incoming request) throws IOException {
        if (request.bytes[0] == 'A') {
            return;
        }
        boolean invite = request.bytes[0] == 'I';
        echo.clear();
        for (int line = 0; line < request.lines; line++) {
            switch (request.kind[line]) {
                case Incoming.VIA, Incoming.FROM, Incoming.CALL_ID, Incoming.CSEQ -> copy(request, line);
                case Incoming.RECORD_ROUTE -> {
                    if (invite) {
                        copy(request, line);
                    }
                }
                case Incoming.TO -> to(request, line);
                default -> {}
            }
        }
        if (invite) {
            wire.fromCalled(out.clear()
                    .add(RINGING)
                    .add(echo.bytes, 0, echo.length)
                    .add(contact)
                    .add(NO_BODY));
            wire.fromCalled(out.clear()
                    .add(OK)
                    .add(echo.bytes, 0, echo.length)
                    .add(contact)
                    .add(Templates.SESSION));
        } else {
            wire.fromCalled(out.clear().add(OK).add(echo.bytes, 0, echo.length).add(NO_BODY));
        }
    }

    private void copy(Incoming request, int line) {
        echo.add(request.bytes, request.from[line], request.to[line]);
    }

    private void to(Incoming request, int line) {
        if (request.indexOf(TAG, line) >= 0) {
            copy(request, line);
        } else {
            echo.add(request.bytes, request.from[line], request.to[line] - 2).add(OWN_TAG);
        }
    }
}
