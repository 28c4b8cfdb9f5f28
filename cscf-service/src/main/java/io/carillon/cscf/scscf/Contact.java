package io.carillon.cscf.scscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import java.time.Instant;
import java.util.List;

/**
 * One binding of a device (RFC 3261 §10.3, RFC 5626 §6).
 *
 * @param key what the same device has again: +sip.instance and reg-id, else the contact URI
 * @param header the Contact value as it was registered, its expires parameter left out
 * @param path the Path values, topmost first: the Route towards the device (RFC 3327)
 * @param callId of the REGISTER that made the binding
 * @param cseq of that REGISTER: an older one with the same Call-ID must not win
 * @param impu the identity that was registered explicitly, the others of its set came along
 * @param since when this address was first registered, milliseconds
 */
public record Contact(
        String key,
        String header,
        List<String> path,
        long expiresAtMillis,
        String callId,
        int cseq,
        String impi,
        String impu,
        long since) {
    static Contact of(RegisterRequest register, NameAddr address, Instant now, long seconds) {
        return new Contact(
                key(address),
                address.without("expires").toString(),
                register.request().all(HeaderName.PATH),
                now.plusSeconds(seconds).toEpochMilli(),
                register.request().callId(),
                register.request().cseq().number(),
                register.impi().value(),
                register.impu().value(),
                now.toEpochMilli());
    }

    static String key(NameAddr address) {
        return address.params()
                .text("+sip.instance")
                .map(instance ->
                        instance + ";" + address.params().text("reg-id").orElse("0"))
                .orElse(address.uri());
    }

    public NameAddr address() {
        return NameAddr.parse(header);
    }

    /** The same device at the same address, which is there for longer than this REGISTER. */
    Contact continuing(Contact earlier) {
        return new Contact(key, header, path, expiresAtMillis, callId, cseq, impi, impu, earlier.since);
    }

    boolean sameAddress(Contact other) {
        return key.equals(other.key) && address().uri().equals(other.address().uri());
    }

    public boolean liveAt(Instant now) {
        return expiresAtMillis > now.toEpochMilli();
    }

    public long secondsLeft(Instant now) {
        return Math.max(0, (expiresAtMillis - now.toEpochMilli() + 999) / 1000);
    }

    /** The preference, 1 if none was given (RFC 3261 §20.10). */
    public double q() {
        try {
            return address().params().text("q").map(Double::parseDouble).orElse(1.0);
        } catch (NumberFormatException e) {
            return 1.0;
        }
    }
}
