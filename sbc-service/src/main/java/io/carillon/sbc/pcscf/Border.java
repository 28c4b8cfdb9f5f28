package io.carillon.sbc.pcscf;

import io.carillon.identity.SipUri;
import io.carillon.sip.transaction.SipStack;

/**
 * The two sides of this node and the names it goes by on each.
 *
 * @param domain the home domain
 * @param nodeId this instance
 */
public record Border(SipStack stack, String domain, String nodeId) {
    public static final String ACCESS = "access";
    public static final String CORE = "core";
    private static final String LEG = "leg";

    /** Whose phone of a call is on this side; a call between two of our phones passes here twice. */
    public enum Leg {
        ORIGINATING("o"),
        TERMINATING("t");

        private final String mark;

        Leg(String mark) {
            this.mark = mark;
        }

        /** Tells the two passages of one Call-ID apart. */
        public String key(String callId) {
            return callId + "/" + mark;
        }

        static java.util.Optional<Leg> of(SipUri route) {
            return route.param(LEG).map(mark -> mark.equals("t") ? TERMINATING : ORIGINATING);
        }
    }

    public boolean isOwn(SipUri uri) {
        return uri.host().equalsIgnoreCase("sbc." + domain) || stack.isOwn(uri.host(), uri.port());
    }

    SipUri icscf() {
        return SipUri.of("icscf." + domain);
    }

    String path(String flowToken) {
        return "<"
                + SipUri.of(flowToken, "sbc." + domain)
                        .withParam("node", nodeId)
                        .withParam("lr") + ">";
    }

    String accessRoute(Leg leg) {
        return "<sip:" + stack.sentBy(ACCESS) + ";" + LEG + "=" + leg.mark + ";lr>";
    }

    String coreRoute(Leg leg) {
        return "<"
                + SipUri.of("sbc." + domain)
                        .withParam("node", nodeId)
                        .withParam(LEG, leg.mark)
                        .withParam("lr")
                + ">";
    }
}
