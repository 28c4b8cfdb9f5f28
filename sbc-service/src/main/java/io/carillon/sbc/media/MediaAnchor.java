package io.carillon.sbc.media;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;

/** Media relays: each puts itself into the path by rewriting offers and answers (RFC 3264). */
public interface MediaAnchor {
    /**
     * @param relay the relay that holds the call already, if it does; one that is gone is replaced by another
     * @param key of the call's passage through this node
     * @param from tag of the offerer
     * @param to tag of the other side, inside a dialog
     */
    Anchored offer(Optional<String> relay, String key, String from, Optional<String> to, byte[] sdp, Crossing crossing);

    /** @param from tag of the offerer, as in the offer */
    Anchored answer(String relay, String key, String from, String to, byte[] sdp, Crossing crossing);

    /** Ends the call's media at the relay. @return what the relay says of them, if it does */
    Optional<MediaFigures> release(String relay, String key, String from);

    /** @param since when the relay took the call */
    Standing standing(String relay, String key, Instant since);

    /**
     * Which way a description goes.
     *
     * @param phone where it came from, if from a phone: media is believed from there, whatever a NAT did
     * @param towards what the side that will see it speaks
     */
    record Crossing(Optional<InetAddress> phone, Family towards) {}

    /** Address families as SDP names them (RFC 8866 §5.7). */
    enum Family {
        IP4,
        IP6;

        public static Family of(InetAddress address) {
            return address instanceof Inet6Address ? IP6 : IP4;
        }
    }

    /** What a relay says of a call. */
    enum Standing {
        HELD,
        /** The relay is there and does not hold the call any more: its media fell silent. */
        GIVEN_UP,
        /** The relay was started anew since, and has forgotten all that it held. */
        FORGOTTEN,
        /** The relay is gone. */
        GONE,
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
