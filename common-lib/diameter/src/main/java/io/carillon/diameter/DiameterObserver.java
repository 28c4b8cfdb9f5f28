package io.carillon.diameter;

/** Sees each message as it is sent or received, on the thread that sends or handles it; must not block. */
@FunctionalInterface
public interface DiameterObserver {
    DiameterObserver NONE = seen -> {};

    void saw(Seen seen);

    /** Which way a message went. */
    enum Direction {
        SENT,
        RECEIVED
    }

    /**
     * One message.
     *
     * @param local the Origin-Host of this node
     * @param remote the peer's Origin-Host
     * @param command the abbreviation, "UAR" or "UAA"
     * @param result for an answer its result, "2001" or "10415/2001"; empty for a request
     * @param message its octets, which hold keys: only {@link #text()} and {@link #maskedOctets()} may leave the node
     */
    record Seen(
            Direction direction,
            String local,
            String remote,
            String command,
            boolean request,
            String result,
            Octets message,
            Dictionary dictionary) {

        /** Empty if it has none. */
        public String sessionId() {
            var avp = new Frame(message).first(BaseAvps.SESSION_ID);
            return avp == null ? "" : avp.data().text();
        }

        /** The AVPs one a line, with authentication vectors, keys and HA1 masked. */
        public String text() {
            return AvpText.of(message, dictionary);
        }

        /** The message with authentication vectors, keys and HA1 overwritten. */
        public Octets maskedOctets() {
            return AvpText.masked(message, dictionary);
        }
    }
}
