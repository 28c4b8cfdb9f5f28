package io.carillon.tas.session;

import io.carillon.sdp.Connection;
import io.carillon.sdp.Origin;
import io.carillon.sdp.SessionDescription;
import io.carillon.sip.dialog.UserAgent;
import io.carillon.sip.dialog.UserAgentCall;
import io.carillon.sip.message.SipFailure;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import io.carillon.tas.featurecode.FeatureCodes;
import io.carillon.tas.featurecode.FeatureCodes.Outcome;
import io.carillon.tas.simservs.Offer;
import java.net.InetAddress;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call to a feature code: the service is set, the call is answered without media and ended, and a message tells the
 * user what is so now. What cannot be done is refused with the status that says why.
 */
public final class FeatureCodeFlow {
    private static final Logger LOG = LoggerFactory.getLogger(FeatureCodeFlow.class);
    /** The user part of Contact in these calls, by which their requests are known. */
    private static final String USER = "services";
    /** Longer than any peer repeats its requests. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final FeatureCodes codes;
    private final Notices notices;
    private final UserAgent agent;

    /** @param host our cluster name */
    public FeatureCodeFlow(SipStack stack, String host, String node, FeatureCodes codes, Notices notices) {
        this.codes = codes;
        this.notices = notices;
        this.agent =
                new UserAgent(stack, "core", "<sip:" + USER + "@" + host + ";node=" + node + ">").onCall(this::serve);
    }

    UserAgent agent() {
        return agent;
    }

    FeatureCodes codes() {
        return codes;
    }

    /** True of a request in a call of this flow. */
    static boolean owns(SipRequest inDialog) {
        return inDialog.uri().startsWith("sip:" + USER + "@");
    }

    void handle(ServerTransaction transaction) {
        agent.onRequest(transaction);
    }

    private void serve(UserAgentCall call) {
        try {
            var user = ServedUser.of(call.invite());
            switch (codes.dial(user.impu(), call.invite().uri())) {
                case Outcome.Done(var text) -> {
                    LOG.info("{} dialled {}: {}", user.impu(), call.invite().uri(), text);
                    answer(call);
                    notices.tell(user.impu(), text);
                }
                case Outcome.Refused(var status, var reason) -> {
                    LOG.info("{} dialled {}: {} {}", user.impu(), call.invite().uri(), status, reason);
                    call.refuse(status);
                }
            }
        } catch (SipFailure e) {
            call.refuse(e.status());
        } catch (RuntimeException e) {
            LOG.error("A feature code failed", e);
            call.refuse(500);
        }
    }

    private static void answer(UserAgentCall call) {
        call.answer(call.reply(200)
                .body("application/sdp", withoutMedia(call.invite()).toBytes())
                .build());
        while (true) {
            var event = call.next(PATIENCE);
            if (event.isEmpty() || event.get() instanceof UserAgentCall.Event.Ended) {
                return;
            }
            if (event.get() instanceof UserAgentCall.Event.Acknowledged) {
                call.bye();
                return;
            }
        }
    }

    /** Every offered stream is refused (RFC 3264 §6); where none was offered, none is. */
    private static SessionDescription withoutMedia(SipRequest invite) {
        var local = InetAddress.getLoopbackAddress();
        var origin = Origin.of("-", 1, 1, local);
        return Offer.of(invite)
                .map(offer -> offer.withOrigin(origin).mapMedia(media -> media.withPort(0)))
                .orElseGet(() -> SessionDescription.of(origin, Connection.of(local), java.util.List.of()));
    }
}
