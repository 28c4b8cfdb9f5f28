package io.carillon.sbc.pcscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transport.Addresses;
import io.carillon.sip.transport.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which phone speaks from where. What a phone says of itself is believed only where this knows it. A store that is away
 * is a SipFailure with 5xx.
 */
public interface AccessUsers {
    /** Stores the phone under its flow and, if it has an address of its own, under this and its identities. */
    void save(AccessUser user, Duration lifetime);

    void remove(AccessUser user);

    /** What is known of a phone has changed, not how long. */
    void change(AccessUser before, AccessUser after);

    /** The phones of a user. */
    List<AccessUser> of(String defaultIdentity);

    Optional<AccessUser> onFlow(String flow);

    /** Nobody speaks over this flow any more; whoever gets its address and port next is somebody else. */
    void lost(String flow);

    /** Where this device registered last: its flow may have moved, to another border even. */
    Optional<AccessUser> ofDevice(String device, String identity);

    /** The phone with this identity that registered from this address, its own, over any flow. */
    Optional<AccessUser> atHost(String host, String identity);

    /**
     * The phone that sent this, over this flow. A connection that it opened for a large request (RFC 3261 §18.1.1) is no flow it
     * registered over: there it is looked for by its address and the identity it claims, so that nobody but the one at
     * this address can be taken for it.
     */
    default Optional<AccessUser> sender(String flow, Arrival arrival, SipRequest request) {
        var byFlow = onFlow(flow);
        if (byFlow.isPresent() || !arrival.transport().reliable()) {
            return byFlow;
        }
        var claimed = request.addresses(HeaderName.P_PREFERRED_IDENTITY).stream()
                .findFirst()
                .orElseGet(request::from);
        return atHost(Addresses.host(arrival.remote().getAddress()), claimed.uri());
    }

    /** The phone whose registration this REGISTER changes. */
    default Optional<AccessUser> registered(String flow, Arrival arrival, NameAddr identity) {
        return onFlow(flow)
                .or(() -> atHost(Addresses.host(arrival.remote().getAddress()), identity.uri()))
                .filter(user -> user.identity(identity.uri()).isPresent());
    }
}
