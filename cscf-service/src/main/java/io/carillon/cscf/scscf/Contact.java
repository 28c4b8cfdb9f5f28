package io.carillon.cscf.scscf;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One binding of a device (RFC 3261 §10.3, RFC 5626 §6).
 *
 * @param key what the same device has again: +sip.instance and with outbound reg-id, else the contact URI
 * @param header the Contact value as it was registered, its expires parameter left out
 * @param path the Path values, topmost first: the Route towards the device (RFC 3327)
 * @param callId of the REGISTER that made the binding
 * @param cseq of that REGISTER: an older one with the same Call-ID must not win
 * @param firstCseq of the first REGISTER with this Call-ID: temporary GRUUs since then are valid (RFC 5628 §5.2)
 * @param impu the identity that was registered explicitly, the others of its set came along
 * @param since when this address was first registered, milliseconds
 * @param authenticated when the device last answered a challenge, milliseconds
 * @param gruu true if the device can use GRUUs (RFC 5627 §3.1)
 * @param source the address that the REGISTER came from
 */
public record Contact(
        String key,
        String header,
        List<String> path,
        long expiresAtMillis,
        String callId,
        int cseq,
        int firstCseq,
        String impi,
        String impu,
        long since,
        long authenticated,
        boolean gruu,
        String source) {
    private static final String INSTANCE = "+sip.instance";

    static Contact of(RegisterRequest register, NameAddr address, Instant now, long seconds) {
        int cseq = register.request().cseq().number();
        return new Contact(
                register.key(address),
                address.without("expires").toString(),
                register.request().all(HeaderName.PATH),
                now.plusSeconds(seconds).toEpochMilli(),
                register.request().callId(),
                cseq,
                cseq,
                register.impi().value(),
                register.impu().value(),
                now.toEpochMilli(),
                now.toEpochMilli(),
                register.supports("gruu"),
                register.source());
    }

    /** The same device at the same address, which is there for longer than this REGISTER. */
    Contact continuing(Contact earlier, boolean challenged) {
        return new Contact(
                key,
                header,
                path,
                expiresAtMillis,
                callId,
                cseq,
                callId.equals(earlier.callId) ? earlier.firstCseq : cseq,
                impi,
                impu,
                earlier.since,
                challenged ? authenticated : earlier.authenticated,
                gruu,
                source);
    }

    Contact unproven(long until) {
        return new Contact(key, header, path, until, callId, cseq, firstCseq, impi, impu, since, 0, gruu, source);
    }

    /** The device, whatever its flows; the contact URI of one that does not name itself. */
    static String device(NameAddr address) {
        return instance(address).orElse(address.uri());
    }

    String device() {
        return device(address());
    }

    static Optional<String> instance(NameAddr address) {
        return address.params().text(INSTANCE);
    }

    boolean sameAddress(Contact other) {
        return key.equals(other.key) && address().uri().equals(other.address().uri());
    }

    public NameAddr address() {
        return NameAddr.parse(header);
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
