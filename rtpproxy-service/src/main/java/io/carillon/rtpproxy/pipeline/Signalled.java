package io.carillon.rtpproxy.pipeline;

import io.carillon.sdp.Codec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a party's SDP says of one media line.
 *
 * @param rtp null while the address is a host name or unspecified
 * @param receivedFrom where the party's signalling came from, when the SIP server told it
 * @param asymmetric the party wants media at the signalled address whatever it sends from
 * @param codecs by payload type
 */
public record Signalled(
        @Nullable InetSocketAddress rtp,
        @Nullable InetSocketAddress rtcp,
        @Nullable InetAddress receivedFrom,
        boolean asymmetric,
        Map<Integer, Codec> codecs) {
    static final Signalled NOTHING = new Signalled(null, null, null, false, Map.of());

    boolean isSamePlace(Signalled other) {
        return java.util.Objects.equals(rtp, other.rtp)
                && java.util.Objects.equals(rtcp, other.rtcp)
                && java.util.Objects.equals(receivedFrom, other.receivedFrom);
    }
}
