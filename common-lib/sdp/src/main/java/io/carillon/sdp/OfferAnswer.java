package io.carillon.sdp;

import java.util.ArrayList;
import java.util.List;

/** Pairs an offer with its answer (RFC 3264 §6). */
public final class OfferAnswer {
    private OfferAnswer() {}

    /** @throws SdpException when the answer does not fit the offer */
    public static List<NegotiatedMedia> pair(SessionDescription offer, SessionDescription answer) {
        if (offer.media().size() != answer.media().size()) {
            throw SdpException.unacceptable("answer has " + answer.media().size() + " m= lines, offer "
                    + offer.media().size());
        }
        List<NegotiatedMedia> paired = new ArrayList<>();
        for (int i = 0; i < offer.media().size(); i++) {
            paired.add(pair(
                    i + 1, offer, offer.media().get(i), answer, answer.media().get(i)));
        }
        return List.copyOf(paired);
    }

    private static NegotiatedMedia pair(
            int number,
            SessionDescription offer,
            MediaDescription offered,
            SessionDescription answer,
            MediaDescription answered) {
        if (!offered.kind().equals(answered.kind())) {
            throw SdpException.unacceptable(
                    "m= line " + number + " is " + answered.kind() + ", offered was " + offered.kind());
        }
        Direction offererSees =
                offer.directionOf(offered).and(answer.directionOf(answered).reversed());
        return new NegotiatedMedia(
                number,
                answered.kind(),
                answered.protocol(),
                !offered.isDisabled() && !answered.isDisabled(),
                side(offer, offered, offererSees),
                side(answer, answered, offererSees.reversed()),
                common(offered.codecs(), answered.codecs()));
    }

    private static NegotiatedMedia.Side side(SessionDescription sdp, MediaDescription section, Direction direction) {
        Connection connection = section.connection().or(sdp::connection).orElse(new Connection("IN", "IP4", "0.0.0.0"));
        if (section.isDisabled()) {
            Endpoint none = new Endpoint(connection, 0);
            return new NegotiatedMedia.Side(none, none, false, direction, section.bandwidth(), section.lines());
        }
        return new NegotiatedMedia.Side(
                sdp.rtpOf(section),
                sdp.rtcpOf(section),
                section.isRtcpMux(),
                direction,
                section.bandwidth(),
                section.lines());
    }

    private static List<Codec> common(List<Codec> offered, List<Codec> answered) {
        return answered.stream()
                .filter(codec -> offered.stream().anyMatch(codec::isSameAs))
                .toList();
    }
}
