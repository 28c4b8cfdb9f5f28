package io.carillon.diameter;

import java.net.InetAddress;
import java.time.Instant;
import java.util.function.Supplier;

/** The definition of an AVP: name, code, vendor, M-bit and the type of its value. */
public final class Attribute<T> {
    public static final long THREE_GPP = 10415;
    public static final long ETSI = 13019;

    private final String name;
    private final int code;
    private final long vendor;
    private final boolean mandatory;
    private final Format<T> format;
    private final boolean secret;

    private Attribute(String name, int code, long vendor, boolean mandatory, Format<T> format, boolean secret) {
        this.name = name;
        this.code = code;
        this.vendor = vendor;
        this.mandatory = mandatory;
        this.format = format;
        this.secret = secret;
    }

    private static <T> Attribute<T> of(String name, int code, Format<T> format) {
        return new Attribute<>(name, code, 0, true, format, false);
    }

    public static Attribute<String> text(String name, int code) {
        return of(name, code, Formats.TEXT);
    }

    /** A DiameterIdentity or Session-Id. */
    static Attribute<String> name(String name, int code) {
        return of(name, code, Formats.NAME);
    }

    public static Attribute<Octets> octets(String name, int code) {
        return of(name, code, Formats.OCTETS);
    }

    public static Attribute<Integer> integer32(String name, int code) {
        return of(name, code, Formats.INTEGER32);
    }

    public static Attribute<Long> unsigned32(String name, int code) {
        return of(name, code, Formats.UNSIGNED32);
    }

    public static Attribute<Long> integer64(String name, int code) {
        return of(name, code, Formats.INTEGER64);
    }

    /** As a long: no counter here goes past 2^63. */
    public static Attribute<Long> unsigned64(String name, int code) {
        return of(name, code, Formats.INTEGER64);
    }

    public static Attribute<Instant> time(String name, int code) {
        return of(name, code, Formats.TIME);
    }

    public static Attribute<InetAddress> address(String name, int code) {
        return of(name, code, Formats.ADDRESS);
    }

    public static Attribute<InetAddress> ipv4(String name, int code) {
        return of(name, code, Formats.IPV4);
    }

    /** An Enumerated AVP of two values, 0 for false and 1 for true. */
    public static Attribute<Boolean> flag(String name, int code) {
        return of(name, code, Formats.FLAG);
    }

    public static <E extends Enum<E> & Coded> Attribute<E> enumerated(String name, int code, E[] values) {
        return of(name, code, Formats.enumerated(values));
    }

    /** The grammar is asked for late, for groups name attributes and attributes name groups. */
    public static <G> Attribute<G> grouped(String name, int code, Supplier<Grammar<G>> grammar) {
        return of(name, code, new GroupFormat<>(grammar));
    }

    /** The AVP of that vendor's code space. */
    public Attribute<T> of(long vendorId) {
        return new Attribute<>(name, code, vendorId, mandatory, format, secret);
    }

    /** Sent with the M-bit clear. */
    public Attribute<T> optional() {
        return new Attribute<>(name, code, vendor, false, format, secret);
    }

    /** Its value must not be seen in traces. */
    public Attribute<T> secret() {
        return new Attribute<>(name, code, vendor, mandatory, format, true);
    }

    public String name() {
        return name;
    }

    public int code() {
        return code;
    }

    public long vendor() {
        return vendor;
    }

    public int flags() {
        return (vendor == 0 ? 0 : Avp.VENDOR) | (mandatory ? Avp.MANDATORY : 0);
    }

    public boolean isSecret() {
        return secret;
    }

    Format<T> format() {
        return format;
    }

    Octets encode(T value) {
        var out = new AvpWriter();
        format.write(value, out);
        return out.octets();
    }

    /** The value in an AVP's data. Wrong length is 5014, a value outside its type is 5004 (RFC 6733 §7.1.5). */
    public T decode(Octets data) {
        if (format.exact() >= 0 && data.length() != format.exact()) {
            throw new AvpException(BaseResult.INVALID_AVP_LENGTH, new Avp(code, vendor, flags(), data));
        }
        try {
            return format.read(data);
        } catch (AvpException inner) {
            throw inner.inside(this);
        } catch (RuntimeException notOfThisFormat) {
            throw new AvpException(BaseResult.INVALID_AVP_VALUE, new Avp(code, vendor, flags(), data));
        }
    }

    /** RFC 6733 §7.1.5: a missing AVP is named by an example with the shortest, zero-filled data. */
    AvpException missing() {
        return new AvpException(
                BaseResult.MISSING_AVP, new Avp(code, vendor, flags(), Octets.view(new byte[format.minimum()])));
    }

    @Override
    public String toString() {
        return name;
    }
}
