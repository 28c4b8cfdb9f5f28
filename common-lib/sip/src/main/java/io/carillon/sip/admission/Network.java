package io.carillon.sip.admission;

import java.net.InetAddress;

/** An address block such as 192.0.2.0/24 or 2001:db8::/32 (RFC 4632, RFC 4291 §2.3). */
public record Network(InetAddress address, int bits) {

    /** @throws IllegalArgumentException if it is neither an address nor a block */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            var host = slash < 0 ? text : text.substring(0, slash);
            var address = InetAddress.ofLiteral(host);
            int all = address.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            // "192.0.2" is an address to some, and not the one that was meant
            boolean whole = all == 128 || host.chars().filter(c -> c == '.').count() == 3;
            if (whole && bits >= 0 && bits <= all) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no address and no block such as 192.0.2.0/24", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no address and no block such as 192.0.2.0/24");
    }

    public boolean contains(InetAddress other) {
        var own = address.getAddress();
        var its = other.getAddress();
        if (own.length != its.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (own[i] != its[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (own[whole] ^ its[whole]) >> 8 - rest == 0;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + bits;
    }
}
