package io.carillon.sbc.policy;

import io.carillon.sdp.NegotiatedMedia;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** The PCRF or PCF that gives a session its bearers (TS 29.214 §4.4, TS 29.514 §4.2). */
public interface PolicyFunction {
    /**
     * A session's media as offer and answer agreed on it.
     *
     * @param session of an earlier authorisation of the same call
     * @param ue where the phone is
     * @param side which of the two the phone is
     * @param access the network that the phone says it is in (P-Access-Network-Info), empty if it does not
     */
    record MediaSession(
            Optional<String> session,
            InetAddress ue,
            NegotiatedMedia.Party side,
            String subscriber,
            String chargingIdentifier,
            String access,
            List<NegotiatedMedia> media) {}

    sealed interface Authorization {
        record Granted(String session) implements Authorization {}

        /** The result as the policy function names it. */
        record Refused(String result) implements Authorization {}

        /** No answer. @param session one that may have begun there all the same, and is to be released; empty if none */
        record Unavailable(String session, String reason) implements Authorization {}
    }

    /** Whether there is anybody to ask. */
    default boolean isThere() {
        return true;
    }

    /** AAR: on every answer (TS 29.214 §4.4.1, §4.4.2, Annex A.1). */
    Authorization authorize(MediaSession session);

    /**
     * A session of its own that asks to be told when this phone's way to the P-CSCF is gone (TS 29.214 §4.4.5, TS 29.514
     * §4.2.6).
     *
     * @param access the network that the phone registered from (P-Access-Network-Info), empty if it does not say
     */
    Authorization watchSignalling(InetAddress ue, String subscriber, String access);

    /**
     * This node speaks for the session from now on, in the place of one that is gone: what the policy function has to
     * say of it comes here (§4.4.2).
     */
    void adopt(String session, InetAddress ue, String subscriber, String chargingIdentifier);

    /**
     * The P-CSCF that this phone registered through is gone: its access network is asked to make it find another
     * (TS 23.380 §5.4, TS 29.214 §4.4.7, TS 29.514 §5.3.2.4.2).
     *
     * @param session that watches its signalling path, empty if none does
     */
    void restore(String session, InetAddress ue, String subscriber);

    /** STR (§4.4.4). */
    void release(String session);
}
