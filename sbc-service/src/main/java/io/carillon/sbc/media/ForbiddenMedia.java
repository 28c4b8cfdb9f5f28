package io.carillon.sbc.media;

import io.carillon.sip.admission.Network;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where no phone may have media sent in its name: into this machine, to many at once, and into the core. A relay sends
 * what it hears to the address in the SDP, and would be made to send it to a node that trusts the relay's address.
 */
public final class ForbiddenMedia {
    private static final Pattern PLACE =
            Pattern.compile("(?:c=IN|a=rtcp:\\d+ IN|a=candidate:\\S+ \\d+ \\S+ \\d+)(?: IP[46])? ([0-9A-Fa-f:.]+)");

    private final List<Network> core;

    /** @param core whose addresses are the operator's own */
    public ForbiddenMedia(List<String> core) {
        this.core = core.stream().map(Network::parse).toList();
    }

    /** The first address of the kind in this description. @param phone where it signals from: that is its own */
    public Optional<InetAddress> in(byte[] sdp, InetAddress phone) {
        var text = new String(sdp, StandardCharsets.ISO_8859_1);
        var place = PLACE.matcher(text);
        for (int start = 0; start < text.length(); ) {
            int end = endOfLine(text, start);
            if (mayNameOne(text, start) && place.region(start, end).lookingAt()) {
                var address = address(place.group(1)).filter(each -> !each.equals(phone) && isForbidden(each));
                if (address.isPresent()) {
                    return address;
                }
            }
            start = end + 1;
        }
        return Optional.empty();
    }

    /** So that most lines are not matched at all. */
    private static boolean mayNameOne(String text, int start) {
        return text.startsWith("c=", start) || text.startsWith("a=rtcp:", start) || text.startsWith("a=cand", start);
    }

    /** A return alone ends one, too: some phone may read it so. */
    private static int endOfLine(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private boolean isForbidden(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isMulticastAddress()
                || address.isLinkLocalAddress()
                || core.stream().anyMatch(network -> network.contains(address));
    }

    private static Optional<InetAddress> address(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the parser says what is wrong with it
        }
    }
}
