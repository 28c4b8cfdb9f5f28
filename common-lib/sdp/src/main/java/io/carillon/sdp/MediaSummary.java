package io.carillon.sdp;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a session carries, in a few words: for the List-of-SDP-Media-Components of charging records (TS 32.298 §5.1.3.1). */
public final class MediaSummary {
    private MediaSummary() {}

    /** The streams in use, each with its direction if it is not both: {@code audio video(sendonly)}. */
    public static String streams(SessionDescription session) {
        return inUse(session)
                .map(each -> session.directionOf(each) == Direction.SENDRECV
                        ? each.kind()
                        : each.kind() + "(" + session.directionOf(each).sdp() + ")")
                .collect(Collectors.joining(" "));
    }

    /** The first codec of each that carries media itself. */
    public static String codecs(SessionDescription session) {
        return inUse(session)
                .flatMap(
                        each -> each.codecs().stream()
                                .filter(codec -> !codec.isTelephoneEvent())
                                .map(Codec::encoding)
                                .findFirst()
                                .stream())
                .collect(Collectors.joining(" "));
    }

    private static Stream<MediaDescription> inUse(SessionDescription session) {
        return session.media().stream().filter(each -> !each.isDisabled());
    }
}
