package io.carillon.diameter;

/**
 * Walks over AVPs (RFC 6733 §4.1) and rejects lengths that lie.
 *
 * <pre>
 * | AVP Code (4) | V M P r r r r r (1) | AVP Length (3) | Vendor-Id (4, if V) | data, padded to 4 |
 * </pre>
 */
final class AvpCursor {
    private final Octets body;
    private int position;
    private int code;
    private int flags;
    private long vendor;
    private Octets data = Octets.EMPTY;

    AvpCursor(Octets body) {
        this.body = body;
    }

    boolean next() {
        if (position >= body.length()) {
            return false;
        }
        if (body.length() - position < 8) {
            throw badLength(Octets.EMPTY);
        }
        code = body.int32(position);
        flags = body.at(position + 4) & 0xff;
        boolean vendorSpecific = (flags & Avp.VENDOR) != 0;
        int header = vendorSpecific ? 12 : 8;
        int length = body.uint24(position + 5);
        vendor = 0;
        if (length < header || length > body.length() - position) {
            throw badLength(Octets.EMPTY);
        }
        vendor = vendorSpecific ? body.int32(position + 8) & 0xffff_ffffL : 0;
        data = body.slice(position + header, length - header);
        position += length + 3 & ~3;
        return true;
    }

    int code() {
        return code;
    }

    long vendor() {
        return vendor;
    }

    boolean mandatory() {
        return (flags & Avp.MANDATORY) != 0;
    }

    Octets data() {
        return data;
    }

    Avp avp() {
        return new Avp(code, vendor, flags, data);
    }

    /** RFC 6733 §7.1.5: the offending AVP's header with no data, for what follows cannot be trusted. */
    private AvpException badLength(Octets none) {
        return new AvpException(BaseResult.INVALID_AVP_LENGTH, new Avp(code, vendor, flags & Avp.MANDATORY, none));
    }
}
