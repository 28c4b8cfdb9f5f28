package io.carillon.sbc.pcscf;

import io.carillon.identity.SipUri;
import io.carillon.sbc.security.ProtectedPaths;
import io.carillon.sip.admission.Firewall;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.proxy.Routes.Popped;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.Transport;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two sides of this node and the names it goes by on each.
 *
 * @param paths phones behind security associations
 * @param firewall knows from where phones are registered
 * @param domain the home domain
 * @param nodeId this instance
 * @param accessName what phones find every border by, the port with it if it needs one; empty if each has only its
 *     address
 */
public record Border(
        SipStack stack, ProtectedPaths paths, Firewall firewall, String domain, String nodeId, String accessName) {
    public static final String ACCESS = "access";
    public static final String CORE = "core";
    /** For other networks, which prove by certificate who they are. */
    public static final String TRUNK = "trunk";

    private static final Logger LOG = LoggerFactory.getLogger(Border.class);
    private static final String LEG = "leg";

    /** Whose phone of a call is on this side; a call between two of our phones passes here twice. */
    public enum Leg {
        ORIGINATING("o"),
        TERMINATING("t");

        private final String mark;

        Leg(String mark) {
            this.mark = mark;
        }

        /** The name of a call on this side: a Call-ID alone is anybody's to choose, so the caller's tag is in it. */
        String key(SipMessage message, boolean fromPhone) {
            boolean byCaller = (this == ORIGINATING) == fromPhone;
            var callerTag = byCaller ? message.fromTag() : message.toTag();
            return message.callId() + "/" + callerTag.orElse("") + "/" + mark;
        }

        static Optional<Leg> of(SipUri route) {
            return route.param(LEG).map(mark -> mark.equals("t") ? TERMINATING : ORIGINATING);
        }

        /** A request that does not come by our Record-Route belongs to no dialog of ours. */
        public static Leg of(Popped popped) {
            return popped.own().stream()
                    .map(route -> of(route.sipUri()))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .orElseThrow(() -> new SipFailure(481));
        }
    }

    /** Also what another border wrote into Record-Route: its calls are taken up from the store. */
    public boolean isOwn(SipUri uri) {
        return uri.host().equalsIgnoreCase("sbc." + domain)
                || stack.isOwn(uri.host(), uri.port())
                || (uri.hasParam(LEG) && uri.hasParam("lr"));
    }

    /** The way to who answered, beyond this node, by the Record-Route that the response brings. */
    List<String> beyond(Leg leg, SipResponse response) {
        return response.addresses(HeaderName.RECORD_ROUTE).reversed().stream()
                .dropWhile(route -> isOwn(route.sipUri())
                        && Leg.of(route.sipUri()).filter(leg::equals).isPresent())
                .map(NameAddr::toString)
                .toList();
    }

    /** The token of the flow that this came by. */
    String flow(Arrival arrival) {
        return paths.of(arrival).map(FlowToken::of).orElseGet(() -> FlowToken.of(arrival));
    }

    SipUri icscf() {
        return SipUri.of("icscf." + domain);
    }

    /** @param outbound if the phone may have several flows and is told when one fails (RFC 5626 §5.1) */
    String path(String flowToken, boolean outbound) {
        var path =
                SipUri.of(flowToken, "sbc." + domain).withParam("node", nodeId).withParam("lr");
        return "<" + (outbound ? path.withParam("ob") : path) + ">";
    }

    /** What goes into Record-Route; the value on top faces the next hop (RFC 5658 §5.1). */
    String[] recordRoutes(Leg leg, boolean fromPhone, FlowToken.Way phone) {
        var core = "<"
                + SipUri.of("sbc." + domain)
                        .withParam("node", nodeId)
                        .withParam(LEG, leg.mark)
                        .withParam("lr")
                + ">";
        var speaks = phone.hop().transport();
        var transport = speaks == Transport.UDP ? "" : ";transport=" + speaks.parameter();
        var host = accessName.isEmpty() || phone.isProtected() || phone.isTrunk()
                ? stack.sentBy(phone.listener(), speaks)
                : accessName;
        var access = "<sip:" + host + transport + ";" + LEG + "=" + leg.mark + ";lr>";
        return fromPhone ? new String[] {core, access} : new String[] {access, core};
    }

    /** Does what no request waits for any more, in order with the rest of its call and traced as part of it. */
    public void afterwards(String callId, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (SipFailure e) {
                LOG.warn("After a request of call {}: {} {}", callId, e.status(), e.reason());
            }
        };
        if (!stack.lanes().run(callId, guarded)) {
            Thread.ofVirtual().start(guarded); // over the bound new calls are shed, the end of one is not
        }
    }
}
