package io.carillon.sdp;

import java.net.InetAddress;
import java.util.Optional;

/** The {@code c=} line (RFC 8866 §5.7): {@code IN IP4 192.0.2.1}; a multicast TTL or count is kept in the address. */
public record Connection(String networkType, String addressType, String address) {

    static Connection parse(String value) {
        String[] fields = SdpLine.fields(value);
        if (fields.length != 3) {
            throw SdpException.malformed("c= needs three fields: " + SdpLine.excerpt(value));
        }
        return new Connection(fields[0], fields[1], fields[2]);
    }

    public static Connection of(InetAddress address) {
        return new Connection("IN", Addresses.typeOf(address), Addresses.literal(address));
    }

    /** The address when it is a literal of its family; a host name stays unresolved (nothing here asks DNS). */
    public Optional<InetAddress> literal() {
        return Addresses.parse(addressType, hostPart());
    }

    /** The address without a multicast TTL or count. */
    public String hostPart() {
        int slash = address.indexOf('/');
        return slash < 0 ? address : address.substring(0, slash);
    }

    /** {@code 0.0.0.0} or {@code ::}: the hold of RFC 2543, still understood (RFC 3264 §8.4). */
    public boolean isUnspecified() {
        return literal().map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    @Override
    public String toString() {
        return networkType + ' ' + addressType + ' ' + address;
    }
}
