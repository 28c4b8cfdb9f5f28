package io.carillon.testkit;

import io.carillon.sdp.Codec;
import io.carillon.sdp.Direction;
import io.carillon.sdp.MediaTerminal;
import io.carillon.sdp.NegotiatedMedia;
import io.carillon.sdp.NegotiatedMedia.Party;
import io.carillon.sdp.OfferAnswer;
import io.carillon.sdp.SessionDescription;
import io.carillon.testkit.voice.Voice;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The offers and answers of one call and the voice that follows them (RFC 3264). */
final class CallMedia {
    private final MediaTerminal terminal;
    private final Voice voice;
    private final long session = ThreadLocalRandom.current().nextLong(1, 1L << 40);
    private long version = 1;
    private @Nullable SessionDescription offered;
    private volatile Direction direction = Direction.SENDRECV;

    CallMedia(UeSettings settings, Voice voice) {
        this.terminal = MediaTerminal.g711(settings.local());
        this.voice = voice;
    }

    Voice voice() {
        return voice;
    }

    /** How the two sides agreed, seen from here. */
    Direction direction() {
        return direction;
    }

    synchronized String offer(Direction wanted) {
        var offer = terminal.offer(voice.port(), session, version++, wanted);
        offered = offer;
        return new String(offer.toBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The answer to our offer; a repeated one, as in 183 and 200, changes nothing. */
    synchronized void answered(String body) {
        var offer = offered;
        if (offer != null) {
            offered = null;
            talk(OfferAnswer.pair(offer, SessionDescription.parse(body)).getFirst(), Party.OFFERER);
        }
    }

    /** Our answer to the peer's offer. @throws SdpException if it cannot be accepted */
    synchronized String answer(String body) {
        var offer = SessionDescription.parse(body);
        var answer = terminal.answer(offer, voice.port(), session, version++);
        var audio = OfferAnswer.pair(offer, answer).stream()
                .filter(NegotiatedMedia::enabled)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("An answer without audio"));
        talk(audio, Party.ANSWERER);
        return new String(answer.toBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void talk(NegotiatedMedia audio, Party self) {
        direction = audio.enabled() ? audio.direction(self) : Direction.INACTIVE;
        var codec = audio.codecs().stream()
                .filter(each -> !each.isTelephoneEvent())
                .findFirst()
                .orElse(Codec.PCMA);
        var peer = audio.side(self == Party.OFFERER ? Party.ANSWERER : Party.OFFERER)
                .rtp();
        peer.socketAddress().ifPresent(address -> voice.talk(address, codec.payloadType(), direction));
    }

    void close() {
        voice.close();
    }
}
