package io.carillon.node.trace;

import io.carillon.node.trace.TraceEvent.Direction;
import java.time.Instant;

/** Where trace events go, masked. Never blocks, never fails, may lose events (and counts them). */
public interface TraceSink {

    /** A SIP message; not every node has a SIP stack to know it by. */
    interface Wire {
        /** Its Call-ID, empty without one. */
        String key();

        /** In octets, body and all. */
        int size();

        int bodySize();

        /** True if a header may hold what proves an identity. */
        boolean mayHoldCredentials();

        /** True of a request whose body is what somebody wrote to somebody. */
        boolean isUserText();

        void copyTo(byte[] out, int at);
    }

    /** Takes nothing. */
    TraceSink OFF = new TraceSink() {
        @Override
        public boolean enabled() {
            return false;
        }

        @Override
        public void record(TraceEvent event) {}

        @Override
        public void record(Instant time, String node, Direction direction, String remote, Wire message) {}
    };

    /** Ask before collecting what only the trace needs. */
    boolean enabled();

    void record(TraceEvent event);

    /**
     * A SIP message as it is on the wire: its summary and keys are read from it when somebody looks.
     *
     * @param node the node that saw it
     * @param remote host:port, or the node's id where it is known
     */
    void record(Instant time, String node, Direction direction, String remote, Wire message);
}
