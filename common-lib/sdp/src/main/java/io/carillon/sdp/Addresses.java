package io.carillon.sdp;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP literals as SDP writes them. */
final class Addresses {
    private static final Pattern DOTTED_QUAD = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern COLONED = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Addresses() {}

    static Optional<InetAddress> parse(String type, String host) {
        try {
            return switch (type) {
                case "IP4" ->
                    DOTTED_QUAD.matcher(host).matches() ? Optional.of(Inet4Address.ofLiteral(host)) : Optional.empty();
                case "IP6" ->
                    COLONED.matcher(host).matches() ? Optional.of(Inet6Address.ofLiteral(host)) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException notALiteral) {
            return Optional.empty();
        }
    }

    static String typeOf(InetAddress address) {
        return address instanceof Inet6Address ? "IP6" : "IP4";
    }

    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }
}
