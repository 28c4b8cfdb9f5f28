package io.carillon.sdp;

/** Bounded decimal numbers of SDP fields. */
final class Numbers {
    private Numbers() {}

    static int port(String text) {
        long port = unsigned(text, "port");
        if (port > 65535) {
            throw SdpException.unacceptable("port out of range: " + SdpLine.excerpt(text));
        }
        return (int) port;
    }

    static int atMost(int limit, String text, String what) {
        long number = unsigned(text, what);
        if (number > limit) {
            throw SdpException.unacceptable(what + " out of range: " + SdpLine.excerpt(text));
        }
        return (int) number;
    }

    static long unsigned(String text, String what) {
        if (text.isEmpty() || text.length() > 18) {
            throw SdpException.malformed(what + " is not a number: " + SdpLine.excerpt(text));
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw SdpException.malformed(what + " is not a number: " + SdpLine.excerpt(text));
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
