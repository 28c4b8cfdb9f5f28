package io.carillon.identity;

/** The text form of an IPv6 address (RFC 3261 §25.1 as corrected by RFC 5954). */
final class Ipv6 {
    private Ipv6() {}

    static boolean isAddress(String text, int from, int to) {
        int groups = 0;
        boolean compressed = false;
        int at = from;
        if (text.startsWith("::", at)) {
            compressed = true;
            at += 2;
        }
        while (at < to) {
            int end = at;
            while (end < to && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            if (end < to && text.charAt(end) == '.') {
                groups += 2;
                return isIpv4(text, at, to) && fits(groups, compressed);
            }
            if (end == at || end - at > 4) {
                return false;
            }
            groups++;
            if (end == to) {
                break;
            }
            at = end + 1;
            if (text.charAt(end) != ':' || at == to) {
                return false;
            }
            if (text.charAt(at) == ':') {
                if (compressed) {
                    return false;
                }
                compressed = true;
                at++;
                if (at < to && text.charAt(at) == ':' && isIpv4(text, at + 1, to)) {
                    return fits(
                            groups + 2, true); // a third colon, as RFC 2373 had it: to be tolerated (RFC 5118 §4.10)
                }
            }
        }
        return fits(groups, compressed);
    }

    private static boolean fits(int groups, boolean compressed) {
        return compressed ? groups < 8 : groups == 8;
    }

    private static boolean isIpv4(String text, int from, int to) {
        int dots = 0;
        int value = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Escapes.isDigit(c)) {
                value = Math.max(value, 0) * 10 + c - '0';
            } else if (c == '.' && value >= 0) {
                dots++;
                value = -1;
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return dots == 3 && value >= 0;
    }
}
