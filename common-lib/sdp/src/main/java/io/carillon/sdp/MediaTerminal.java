package io.carillon.sdp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An end that speaks some audio codecs at one address: writes offers and answers (RFC 3264 §5.1, §6). */
public record MediaTerminal(InetAddress address, List<Codec> codecs) {
    /** G.711 and DTMF, what the UE simulator speaks. */
    public static MediaTerminal g711(InetAddress address) {
        return new MediaTerminal(address, List.of(Codec.PCMA, Codec.PCMU, Codec.telephoneEvent(101)));
    }

    public SessionDescription offer(int audioPort, long session, long version, Direction direction) {
        return describe(session, version, List.of(section(audioPort, "RTP/AVP", codecs, direction)));
    }

    /**
     * Accepts the first audio line with a codec of ours, at {@code audioPort}; the other lines get port 0.
     *
     * @throws SdpException 488 when no line can be accepted
     */
    public SessionDescription answer(SessionDescription offer, int audioPort, long session, long version) {
        List<MediaDescription> answered = new ArrayList<>();
        boolean accepted = false;
        for (MediaDescription offered : offer.media()) {
            List<Codec> common = accepted ? List.of() : acceptable(offered);
            if (common.isEmpty()) {
                answered.add(rejected(offered));
            } else {
                answered.add(accept(offer, offered, common, audioPort));
                accepted = true;
            }
        }
        if (!accepted) {
            throw SdpException.unacceptable("no common audio codec");
        }
        return describe(session, version, answered);
    }

    private MediaDescription accept(
            SessionDescription offer, MediaDescription offered, List<Codec> common, int audioPort) {
        Direction direction = Direction.SENDRECV.and(offer.directionOf(offered).reversed());
        MediaDescription section = section(audioPort, offered.protocol(), common, direction);
        return offered.isRtcpMux() ? section.withAttribute("rtcp-mux", "") : section;
    }

    /** The offer's codecs that are ours, in the offer's order and with the offer's payload types. */
    private List<Codec> acceptable(MediaDescription offered) {
        if (!offered.kind().equals("audio")
                || offered.isDisabled()
                || !offered.protocol().startsWith("RTP/AVP")) {
            return List.of();
        }
        List<Codec> common = offered.codecs().stream()
                .flatMap(theirs -> ours(theirs).stream())
                .toList();
        return common.stream().allMatch(Codec::isTelephoneEvent) ? List.of() : common;
    }

    private Optional<Codec> ours(Codec theirs) {
        return codecs.stream()
                .filter(theirs::isSameAs)
                .map(codec -> codec.withPayloadType(theirs.payloadType()))
                .findFirst();
    }

    private static MediaDescription rejected(MediaDescription offered) {
        return new MediaDescription(List.of(offered.lines().getFirst())).withPort(0);
    }

    private static MediaDescription section(int port, String protocol, List<Codec> codecs, Direction direction) {
        return MediaDescription.rtp("audio", port, protocol, codecs, direction).withAttribute("ptime", "20");
    }

    private SessionDescription describe(long session, long version, List<MediaDescription> media) {
        return SessionDescription.of(Origin.of("-", session, version, address), Connection.of(address), media);
    }
}
