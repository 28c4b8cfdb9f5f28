package io.carillon.sip.transport;

import io.carillon.sip.message.SipRequest;
import java.net.InetAddress;

/** Who may come in, and with what. Called on I/O threads; must not wait. */
public interface Gate {
    /** Everybody and everything. */
    Gate OPEN = new Gate() {
        @Override
        public boolean hears(String listener, InetAddress source) {
            return true;
        }

        @Override
        public Verdict admit(SipRequest request, Arrival arrival) {
            return Verdict.ADMIT;
        }

        @Override
        public void malformed(Arrival arrival) {}
    };

    /** What becomes of a new request. */
    enum Verdict {
        ADMIT,
        /** As if it had never come. */
        DROP,
        /** 403 */
        REFUSE,
        /** 503 with Retry-After. */
        SHED
    }

    /** Whether this source is listened to at all: asked for each connection, datagram and message before it is read. */
    boolean hears(String listener, InetAddress source);

    /** A new request, before there is a transaction for it. */
    Verdict admit(SipRequest request, Arrival arrival);

    /** What came was no SIP. */
    void malformed(Arrival arrival);

    /** What is served first when not all can be: requests inside dialogs, and emergency calls (RFC 5031). */
    static boolean goesFirst(SipRequest request) {
        return request.uri().regionMatches(true, 0, "urn:service:sos", 0, 15) || request.inDialog();
    }
}
