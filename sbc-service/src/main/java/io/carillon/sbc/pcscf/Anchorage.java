package io.carillon.sbc.pcscf;

/**
 * A call's media.
 *
 * @param relay who holds them, empty while nobody does
 * @param offerer tag under which the relay knows the call
 * @param since when this relay took them, in milliseconds since the epoch
 * @param missed looks in a row at which the relay did not hold them
 * @param pendingOffer an offer of a response, as the phone sees it, that waits for its answer in ACK or PRACK
 */
public record Anchorage(String relay, String offerer, long since, int missed, String pendingOffer) {
    static final Anchorage NONE = new Anchorage("", "", 0, 0, "");

    Anchorage at(String holder, String newOfferer, long now) {
        return new Anchorage(holder, newOfferer, holder.equals(relay) ? since : now, 0, pendingOffer);
    }

    Anchorage adrift() {
        return new Anchorage("", offerer, since, missed, pendingOffer);
    }

    Anchorage missed(int looks) {
        return new Anchorage(relay, offerer, since, looks, pendingOffer);
    }

    Anchorage offered(String sdp) {
        return new Anchorage(relay, offerer, since, missed, sdp);
    }
}
