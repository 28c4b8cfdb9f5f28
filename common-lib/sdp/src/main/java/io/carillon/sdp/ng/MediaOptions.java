package io.carillon.sdp.ng;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * What an offer or an answer asks of the proxy besides the rewriting itself.
 *
 * @param receivedFrom the IP address the party's signalling came from
 */
public record MediaOptions(
        List<String> flags,
        List<String> replace,
        List<String> rtcpMux,
        List<String> direction,
        Optional<String> ice,
        Optional<String> transportProtocol,
        Optional<String> mediaAddress,
        Optional<String> addressFamily,
        Optional<String> receivedFrom) {
    public static final MediaOptions NONE = new MediaOptions(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    static final List<String> KEYS = List.of(
            "flags",
            "replace",
            "rtcp-mux",
            "direction",
            "ICE",
            "transport-protocol",
            "media-address",
            "address-family",
            "received-from");

    /** What an IMS access border asks for: origin rewritten, no ICE, latching to the packets' source. */
    public static MediaOptions plainRelay() {
        return new MediaOptions(
                List.of("trust-address"),
                List.of("origin"),
                List.of(),
                List.of(),
                Optional.of("remove"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static MediaOptions from(NgValue.Dict body) {
        return new MediaOptions(
                body.texts("flags"),
                body.texts("replace"),
                body.texts("rtcp-mux"),
                body.texts("direction"),
                body.text("ICE"),
                body.text("transport-protocol"),
                body.text("media-address"),
                body.text("address-family"),
                body.texts("received-from").stream().skip(1).findFirst());
    }

    void write(NgValue.Builder target) {
        target.put("flags", flags)
                .put("replace", replace)
                .put("rtcp-mux", rtcpMux)
                .put("direction", direction)
                .put("ICE", ice)
                .put("transport-protocol", transportProtocol)
                .put("media-address", mediaAddress)
                .put("address-family", addressFamily);
        receivedFrom.ifPresent(ip -> target.put("received-from", List.of(ip.indexOf(':') < 0 ? "IP4" : "IP6", ip)));
    }

    public MediaOptions withDirection(String from, String to) {
        return new MediaOptions(
                flags,
                replace,
                rtcpMux,
                List.of(from, to),
                ice,
                transportProtocol,
                mediaAddress,
                addressFamily,
                receivedFrom);
    }

    /** How RTCP multiplexing (RFC 5761) is bridged: offer, require, demux, accept, reject. */
    public MediaOptions withRtcpMux(String word) {
        return new MediaOptions(
                flags,
                replace,
                List.of(word),
                direction,
                ice,
                transportProtocol,
                mediaAddress,
                addressFamily,
                receivedFrom);
    }

    public MediaOptions withFlags(List<String> others) {
        return new MediaOptions(
                others, replace, rtcpMux, direction, ice, transportProtocol, mediaAddress, addressFamily, receivedFrom);
    }

    /** The host the party's signalling came from, so that a phone behind a NAT may send media from there. */
    public MediaOptions withReceivedFrom(InetAddress host) {
        return new MediaOptions(
                flags,
                replace,
                rtcpMux,
                direction,
                ice,
                transportProtocol,
                mediaAddress,
                addressFamily,
                Optional.of(host.getHostAddress()));
    }

    /** What the side that will be shown the offer speaks: IP4 or IP6. */
    public MediaOptions withAddressFamily(String word) {
        return new MediaOptions(
                flags,
                replace,
                rtcpMux,
                direction,
                ice,
                transportProtocol,
                mediaAddress,
                Optional.of(word),
                receivedFrom);
    }

    /** Flags and {@code replace} words overlap in old clients: {@code replace-origin} is {@code replace=[origin]}. */
    public boolean replaces(String what) {
        return replace.contains(what) || flags.contains("replace-" + what);
    }

    public boolean has(String flag) {
        return flags.contains(flag) || flags.contains(flag.replace('-', ' '));
    }
}
