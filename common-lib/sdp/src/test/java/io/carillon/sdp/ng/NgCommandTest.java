package io.carillon.sdp.ng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NgCommandTest {
    @Test
    void another_servers_offer_is_understood_and_its_other_keys_kept() {
        NgMessage message = NgMessage.decode(NgVectors.KAMAILIO_OFFER.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(message.cookie()).isEqualTo("10391_42");
        assertThat(NgCommand.from(message.body())).isInstanceOfSatisfying(NgCommand.Offer.class, offer -> {
            assertThat(offer.callId()).isEqualTo("a84b4c76e66710");
            assertThat(offer.fromTag()).isEqualTo("1928301774");
            assertThat(offer.sdp()).isEqualTo(NgVectors.SDP);
            assertThat(offer.options().flags()).containsExactly("trust-address");
            assertThat(offer.options().replaces("origin")).isTrue();
            assertThat(offer.options().ice()).hasValue("remove");
            assertThat(offer.options().receivedFrom()).hasValue("192.0.2.1");
        });
    }

    static List<NgCommand> everyCommand() {
        NgValue.Dict extra = NgValue.Dict.builder().put("metadata", "kept").build();
        return List.of(
                new NgCommand.Ping(extra),
                new NgCommand.Offer(
                        "c",
                        "f",
                        Optional.of("t"),
                        Optional.of("z9hG4bK1"),
                        "v=0",
                        MediaOptions.plainRelay()
                                .withDirection("access", "core")
                                .withReceivedFrom(InetAddress.getLoopbackAddress()),
                        extra),
                new NgCommand.Answer("c", "f", "t", Optional.empty(), "v=0", MediaOptions.NONE, extra),
                new NgCommand.Delete("c", Optional.of("f"), Optional.empty(), Optional.of("b"), extra),
                new NgCommand.Query("c", Optional.of("f"), Optional.of("t"), extra),
                new NgCommand.ListCalls(OptionalLong.of(32), extra),
                new NgCommand.Statistics(extra),
                new NgCommand.Other("play media", extra));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void every_command_survives_the_wire(NgCommand command) {
        byte[] datagram = new NgMessage("1_1", command.toDict()).encode();
        assertThat(NgCommand.from(NgMessage.decode(datagram).body())).isEqualTo(command);
    }

    @Test
    void a_missing_key_is_named() {
        NgValue.Dict body = NgValue.Dict.builder().put("command", "offer").build();
        assertThatExceptionOfType(NgException.class)
                .isThrownBy(() -> NgCommand.from(body))
                .withMessageContaining("call-id");
    }

    @Test
    void the_cookie_of_a_broken_message_is_known() {
        assertThatExceptionOfType(NgException.class)
                .isThrownBy(() -> NgMessage.decode("77_1 d3:sdp".getBytes(StandardCharsets.ISO_8859_1)))
                .satisfies(e -> assertThat(e.cookie()).hasValue("77_1"));
        assertThatExceptionOfType(NgException.class)
                .isThrownBy(() -> NgMessage.decode(new byte[0]))
                .satisfies(e -> assertThat(e.cookie()).isEmpty());
    }

    @Test
    void old_and_new_words_for_the_origin_are_one() {
        assertThat(MediaOptions.NONE.withFlags(List.of("replace-origin")).replaces("origin"))
                .isTrue();
        assertThat(MediaOptions.NONE.withFlags(List.of("trust address")).has("trust-address"))
                .isTrue();
    }
}
