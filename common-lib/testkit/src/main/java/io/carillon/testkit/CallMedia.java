package io.carillon.testkit;

import io.carillon.sdp.Codec;
import io.carillon.sdp.Direction;
import io.carillon.sdp.MediaTerminal;
import io.carillon.sdp.NegotiatedMedia;
import io.carillon.sdp.NegotiatedMedia.Party;
import io.carillon.sdp.OfferAnswer;
import io.carillon.sdp.SessionDescription;
import io.carillon.testkit.voice.Picture;
import io.carillon.testkit.voice.Voice;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The offers and answers of one call and the voice and picture that follow them (RFC 3264). */
final class CallMedia {
    private final MediaTerminal terminal;
    private final Voice voice;
    private final @Nullable Picture picture;
    private final long session = ThreadLocalRandom.current().nextLong(1, 1L << 40);
    private long version = 1;
    private @Nullable SessionDescription offered;
    private volatile Direction direction = Direction.SENDRECV;

    /** @param picture null for a phone without a camera */
    CallMedia(UeSettings settings, Voice voice, @Nullable Picture picture) {
        this.terminal = MediaTerminal.g711(settings.local());
        this.voice = voice;
        this.picture = picture;
    }

    Voice voice() {
        return voice;
    }

    Optional<Picture> picture() {
        return Optional.ofNullable(picture);
    }

    /** How the two sides agreed, seen from here. */
    Direction direction() {
        return direction;
    }

    synchronized String offer(Direction wanted) {
        var offer = terminal.offer(voice.port(), session, version++, wanted);
        if (picture != null) {
            var lines = new ArrayList<>(offer.media());
            lines.add(picture.offer(wanted));
            offer = offer.withMedia(lines);
        }
        offered = offer;
        return text(offer);
    }

    /** The answer to our offer; a repeated one, as in 183 and 200, changes nothing. */
    synchronized void answered(String body) {
        var offer = offered;
        if (offer != null) {
            offered = null;
            talk(OfferAnswer.pair(offer, SessionDescription.parse(body)), Party.OFFERER);
        }
    }

    /** Our answer to the peer's offer. @throws SdpException if it cannot be accepted */
    synchronized String answer(String body) {
        var offer = SessionDescription.parse(body);
        var answer = seen(offer, terminal.answer(offer, voice.port(), session, version++));
        talk(OfferAnswer.pair(offer, answer), Party.ANSWERER);
        return text(answer);
    }

    /** The terminal speaks only: what it refuses may be a picture that we show. */
    private SessionDescription seen(SessionDescription offer, SessionDescription answer) {
        if (picture == null) {
            return answer;
        }
        var lines = new ArrayList<>(answer.media());
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            picture.answer(offer, offer.media().get(line)).ifPresent(shown -> lines.set(line, shown));
        }
        return answer.withMedia(lines);
    }

    private void talk(List<NegotiatedMedia> lines, Party self) {
        lines.stream().filter(line -> line.kind().equals("audio")).findFirst().ifPresent(audio -> speak(audio, self));
        lines.stream().filter(line -> line.kind().equals("video")).findFirst().ifPresent(video -> show(video, self));
    }

    private void speak(NegotiatedMedia audio, Party self) {
        direction = audio.enabled() ? audio.direction(self) : Direction.INACTIVE;
        var codec = audio.codecs().stream()
                .filter(each -> !each.isTelephoneEvent())
                .findFirst()
                .orElse(Codec.PCMA);
        peer(audio, self).ifPresent(address -> voice.talk(address, codec.payloadType(), direction));
    }

    private void show(NegotiatedMedia video, Party self) {
        if (picture != null && video.enabled()) {
            peer(video, self).ifPresent(address -> picture.show(address, video.direction(self)));
        }
    }

    private static Optional<InetSocketAddress> peer(NegotiatedMedia line, Party self) {
        return line.side(self == Party.OFFERER ? Party.ANSWERER : Party.OFFERER)
                .rtp()
                .socketAddress();
    }

    private static String text(SessionDescription description) {
        return new String(description.toBytes(), StandardCharsets.UTF_8);
    }

    void close() {
        voice.close();
        picture().ifPresent(Picture::close);
    }
}
