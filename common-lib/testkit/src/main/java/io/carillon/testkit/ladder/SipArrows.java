package io.carillon.testkit.ladder;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes arrows of a participant's SIP messages; what belongs to one hop's transaction only is left out. */
final class SipArrows implements MessageObserver {
    private final Lane lane;
    /** True for a peer that draws what the test makes it send, false for one that acts by itself. */
    private final boolean scripted;

    private final Set<String> inviteBranches = ConcurrentHashMap.newKeySet();

    SipArrows(Lane lane, boolean scripted) {
        this.lane = lane;
        this.scripted = scripted;
    }

    @Override
    public void received(SipMessage message, Arrival arrival) {
        if (counts(message, "in ")) {
            lane.came(new Arrow(lane.ladder().nameOf(arrival.remote()), lane.name(), label(message)), message);
        }
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
        if (!scripted && counts(message, "out ")) {
            lane.came(new Arrow(lane.name(), lane.ladder().nameOf(remote), label(message)), message);
        }
    }

    /** Not 100, the ACK to a failure, the 200 to CANCEL (RFC 3261 §17.1.1.3, §9.2), nor a retransmission. */
    private boolean counts(SipMessage message, String direction) {
        var branch = message.topVia().branch().orElse("");
        boolean hopOnly = switch (message) {
            case SipResponse response ->
                response.status() == 100 || response.method().equals(Method.CANCEL);
            case SipRequest request -> {
                if (request.is(Method.INVITE)) {
                    inviteBranches.add(branch);
                }
                yield request.is(Method.ACK) && inviteBranches.contains(branch);
            }
        };
        return !hopOnly && lane.isNews(direction + message);
    }

    static String label(SipMessage message) {
        return switch (message) {
            case SipRequest request -> request.method();
            case SipResponse response -> response.status() + " " + response.reason() + " (" + response.method() + ")";
        };
    }
}
