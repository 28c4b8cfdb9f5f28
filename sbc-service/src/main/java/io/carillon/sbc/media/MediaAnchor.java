package io.carillon.sbc.media;

import java.net.InetAddress;
import java.util.Optional;

/** Media relays: each puts itself into the path by rewriting offers and answers (RFC 3264). */
public interface MediaAnchor {
    /**
     * @param relay the relay that holds the call already, if it does; one that is gone is replaced by another
     * @param key of the call's passage through this node
     * @param from tag of the offerer
     * @param to tag of the other side, inside a dialog
     * @param phone where the offer came from, if from a phone: media is believed from there, whatever a NAT did
     */
    Anchored offer(
            Optional<String> relay,
            String key,
            String from,
            Optional<String> to,
            byte[] sdp,
            Optional<InetAddress> phone);

    /**
     * @param from tag of the offerer, as in the offer
     * @param phone where the answer came from, if from a phone
     */
    Anchored answer(String relay, String key, String from, String to, byte[] sdp, Optional<InetAddress> phone);

    /** Ends the call's media at the relay. */
    void release(String relay, String key, String from);

    Standing standing(String relay, String key);

    /** What a relay says of a call. */
    enum Standing {
        HELD,
        /** The relay is there and knows nothing of the call. */
        GIVEN_UP,
        /** The relay does not answer, or says something else. */
        UNKNOWN
    }

    sealed interface Anchored {
        /** @param relay who holds the media now */
        record Done(String relay, byte[] sdp) implements Anchored {}

        /** No relay took it; the status for the caller. Never a call without sound. */
        record Refused(int status, String reason) implements Anchored {}
    }
}
