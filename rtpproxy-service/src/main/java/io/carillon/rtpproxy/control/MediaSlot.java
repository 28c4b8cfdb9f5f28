package io.carillon.rtpproxy.control;

import io.carillon.rtpproxy.pipeline.RelayedMedia;
import io.carillon.rtpproxy.pipeline.RelayedMedia.Side;
import io.carillon.rtpproxy.pipeline.Signalled;
import io.carillon.sdp.Codec;
import io.carillon.sdp.Endpoint;
import io.carillon.sdp.MediaDescription;
import io.carillon.sdp.SessionDescription;
import io.carillon.sdp.ng.MediaOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One relayed media line of a call and what its last offer said of RTCP multiplexing (RFC 5761 §5.1.1). */
final class MediaSlot {
    private final String kind;
    private final String protocol;
    private final RelayedMedia media;
    private boolean offeredToUs;
    private boolean offeredOn;
    private boolean acceptedByUs;

    MediaSlot(MediaDescription section, RelayedMedia media) {
        this.kind = section.kind();
        this.protocol = section.protocol();
        this.media = media;
    }

    /** Takes an offer in and gives the section to show the other side. */
    SdpRewrite.Target offered(Side from, SessionDescription sdp, MediaDescription section, MediaOptions options) {
        signal(from, sdp, section, options);
        offeredToUs = section.isRtcpMux();
        acceptedByUs = has(options, "demux", "accept");
        offeredOn = !has(options, "demux", "reject") && (offeredToUs || has(options, "offer", "require"));
        // The answerer may decline to share the port, so that both are shown.
        int port = media.port(from.other());
        return new SdpRewrite.Target(port, port + 1, offeredOn);
    }

    /** Takes an answer in and gives the section to show the offerer. */
    SdpRewrite.Target answered(Side from, SessionDescription sdp, MediaDescription section, MediaOptions options) {
        signal(from, sdp, section, options);
        boolean answererShares = offeredOn && section.isRtcpMux();
        boolean offererShares = offeredToUs && (answererShares || acceptedByUs || has(options, "demux", "accept"));
        media.multiplex(from, answererShares);
        media.multiplex(from.other(), offererShares);
        int port = media.port(from.other());
        return new SdpRewrite.Target(port, offererShares ? port : port + 1, offererShares);
    }

    RelayedMedia media() {
        return media;
    }

    String kind() {
        return kind;
    }

    String protocol() {
        return protocol;
    }

    private void signal(Side from, SessionDescription sdp, MediaDescription section, MediaOptions options) {
        Map<Integer, Codec> codecs = section.codecs().stream()
                .collect(Collectors.toMap(Codec::payloadType, codec -> codec, (first, _) -> first));
        media.signal(
                from,
                new Signalled(
                        reachable(sdp.rtpOf(section)),
                        reachable(sdp.rtcpOf(section)),
                        options.receivedFrom().map(MediaSlot::literal).orElse(null),
                        options.has("asymmetric"),
                        codecs));
    }

    private static boolean has(MediaOptions options, String... words) {
        return Stream.of(words).anyMatch(options.rtcpMux()::contains);
    }

    private static @Nullable InetSocketAddress reachable(Endpoint endpoint) {
        return endpoint.socketAddress()
                .filter(address -> !address.getAddress().isAnyLocalAddress() && address.getPort() != 0)
                .orElse(null);
    }

    static InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            throw new NgRefusal("Not an IP address: media-address or received-from");
        }
    }
}
