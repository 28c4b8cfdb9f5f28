package io.carillon.sip.transport;

/**
 * Which listening point stands for which where a node sends from other ports than it receives on, as IPsec has it (TS
 * 33.203 §7.1). Called on I/O threads: must not wait.
 */
public interface PortRoles {
    /** Every point speaks for itself. */
    PortRoles ALIKE = new PortRoles() {};

    /** How a message leaves. @param via the point whose port stands in Via */
    record Way(String listener, Hop hop, String via) {}

    /** @throws io.carillon.sip.message.SipFailure 430 if there is no such way any more */
    default Way request(String listener, Hop hop) {
        return new Way(listener, hop, listener);
    }

    /** @param usual where a response to what arrived so goes by RFC 3261 §18.2.2 */
    default Way response(Arrival arrival, Hop usual) {
        return new Way(arrival.listener(), usual, arrival.listener());
    }
}
