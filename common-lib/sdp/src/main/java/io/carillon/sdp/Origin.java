package io.carillon.sdp;

import java.net.InetAddress;

/** The {@code o=} line (RFC 8866 §5.2). Identifier and version stay text: they may exceed 64 bits. */
public record Origin(
        String username,
        String sessionId,
        String sessionVersion,
        String networkType,
        String addressType,
        String address) {

    static Origin parse(String value) {
        String[] fields = SdpLine.fields(value);
        if (fields.length != 6) {
            throw SdpException.malformed("o= needs six fields: " + SdpLine.excerpt(value));
        }
        return new Origin(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    public static Origin of(String username, long session, long version, InetAddress address) {
        return new Origin(
                username,
                Long.toUnsignedString(session),
                Long.toUnsignedString(version),
                "IN",
                Addresses.typeOf(address),
                Addresses.literal(address));
    }

    public Origin withAddress(InetAddress replacement) {
        return new Origin(
                username,
                sessionId,
                sessionVersion,
                "IN",
                Addresses.typeOf(replacement),
                Addresses.literal(replacement));
    }

    public Origin withSessionVersion(String version) {
        return new Origin(username, sessionId, version, networkType, addressType, address);
    }

    @Override
    public String toString() {
        return String.join(" ", username, sessionId, sessionVersion, networkType, addressType, address);
    }
}
