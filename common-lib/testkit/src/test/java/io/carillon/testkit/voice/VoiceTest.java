package io.carillon.testkit.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sdp.Direction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said is heard. */
class VoiceTest {
    private static InetSocketAddress of(Voice voice) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), voice.port());
    }

    @ParameterizedTest
    @ValueSource(ints = {G711.PCMA, G711.PCMU})
    void a_tone_over_rtp(int payloadType) throws Exception {
        try (var speaker = Voice.open(InetAddress.getLoopbackAddress(), 1_000);
                var listener = Voice.open(InetAddress.getLoopbackAddress(), 440)) {
            speaker.talk(of(listener), payloadType, Direction.SENDRECV);
            await().until(() -> listener.hears(1_000));
            assertThat(listener.tone()).hasValue(1_000);
            assertThat(listener.hears(440)).isFalse();
            assertThat(listener.packetsReceived()).isGreaterThanOrEqualTo(25);
            assertThat(speaker.packetsSent()).isGreaterThanOrEqualTo(25);
            assertThat(speaker.packetsReceived()).isZero();
            listener.forget();
            assertThat(listener.tone()).isEmpty();
        }
    }

    @Test
    void who_only_receives_is_silent() throws Exception {
        try (var mute = Voice.open(InetAddress.getLoopbackAddress(), 1_000);
                var speaker = Voice.open(InetAddress.getLoopbackAddress(), 440)) {
            mute.talk(of(speaker), G711.PCMA, Direction.RECVONLY);
            speaker.talk(of(mute), G711.PCMA, Direction.SENDONLY);
            await().until(() -> mute.hears(440));
            assertThat(mute.packetsSent()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1_000, 8_000, 30_000, 32_767, -1, -100, -8_000, -32_768})
    void samples_come_back_within_a_step(int sample) {
        int step = Math.max(64, Math.abs(sample) / 16);
        assertThat(Math.abs(G711.decode(G711.PCMA, G711.encode(G711.PCMA, sample)) - sample))
                .isLessThanOrEqualTo(step);
        assertThat(Math.abs(G711.decode(G711.PCMU, G711.encode(G711.PCMU, sample)) - sample))
                .isLessThanOrEqualTo(step);
    }

    @Test
    void noise_is_no_tone() {
        var ear = new Ear();
        var random = new java.util.Random(7);
        for (int i = 0; i < 8_000; i++) {
            ear.hear(random.nextInt(-8_000, 8_000));
        }
        assertThat(ear.tone()).isEmpty();
    }

    @Test
    void a_sound_file_has_its_tone_and_no_other() {
        var file = Wav.tone(440, Duration.ofSeconds(1));
        assertThat(Wav.has(file, 440)).isTrue();
        assertThat(Wav.has(file, 660)).isFalse();
        assertThat(Wav.has(new byte[10], 440)).isFalse();
    }
}
