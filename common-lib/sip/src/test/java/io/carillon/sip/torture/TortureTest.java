package io.carillon.sip.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.torture.TortureMessages.Torture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 4475 and RFC 5118 byte for byte against a stack that listens, as a user agent and as a proxy, on every transport.
 * Each message gets the answer that its clause names, and the valid request after it is answered as if nothing had been.
 */
class TortureTest {
    @TempDir
    static Path folder;

    private static final Map<String, Tortured> STACKS = new HashMap<>();

    private static Trust trust;
    private static int probes;

    @BeforeAll
    static void issue() throws Exception {
        trust = Trust.in(folder);
    }

    @AfterAll
    static void close() {
        STACKS.values().forEach(Tortured::close);
        STACKS.clear();
    }

    /** No two messages with the same branch meet: over UDP they would be the same request again. */
    private static Tortured tortured(Tortured.Role role, Tortured.Wire wire, Torture torture) throws IOException {
        long earlier = all().stream()
                .takeWhile(other -> !other.equals(torture))
                .filter(other -> other.branch().equals(torture.branch()))
                .count();
        var name = role + " " + wire + " " + (wire == Tortured.Wire.UDP ? earlier : 0);
        var known = STACKS.get(name);
        if (known == null) {
            known = new Tortured(role, wire, trust);
            STACKS.put(name, known);
        }
        return known;
    }

    static List<Torture> all() {
        var all = new ArrayList<Torture>();
        all.addAll(TortureMessages.valid());
        all.addAll(TortureMessages.invalid());
        all.addAll(TortureMessages.semantics());
        all.addAll(TortureMessages.ipv6());
        return all;
    }

    static Stream<Arguments> everywhere() {
        return all().stream()
                .flatMap(torture -> Stream.of(Tortured.Role.values())
                        .flatMap(role -> Stream.of(Tortured.Wire.values())
                                .filter(wire -> role == Tortured.Role.USER_AGENT || !wire.isSecure())
                                .map(wire -> Arguments.of(torture, role, wire))));
    }

    @ParameterizedTest(name = "{0} to a {1} over {2}")
    @MethodSource("everywhere")
    void gets_the_answer_that_its_clause_names(Torture torture, Tortured.Role role, Tortured.Wire wire)
            throws Exception {
        requireAnswer(tortured(role, wire, torture), torture, role, wire);
    }

    private static void requireAnswer(Tortured tortured, Torture torture, Tortured.Role role, Tortured.Wire wire)
            throws IOException {
        int expected = torture.answer(role, wire);
        try (var peer = tortured.peer(wire, torture.viaPort())) {
            peer.send(torture.bytes());
            if (expected != TortureMessages.NONE) {
                var answer = peer.finalAnswer(torture.method());
                assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
                if (role == Tortured.Role.USER_AGENT && expected == torture.userAgent()) {
                    assertThat(answer.text()).contains("\r\n" + torture.says());
                }
            } else if (!wire.isStream()) {
                requireAlive(peer);
            }
        }
        // What was answered is followed by the next message, which is answered too.
        if (expected == TortureMessages.NONE) {
            try (var peer = tortured.peer(wire, 5060)) {
                requireAlive(peer);
            }
        }
    }

    private static void requireAlive(RawPeer peer) throws IOException {
        peer.send(RawPeer.options("alive" + ++probes));
        assertThat(peer.finalAnswer("OPTIONS").status()).isEqualTo(200);
    }

    @Test
    void there_are_49_messages_and_12() {
        assertThat(all()).extracting(Torture::file).doesNotHaveDuplicates().hasSize(49 + 12);
    }

    /** RFC 4475 §3.1.1.12, §3.1.1.13: they have no transaction here, but they are well formed. */
    @Test
    void a_response_with_any_reason_phrase_is_valid() {
        assertThat(response("unreason").isBroken()).isFalse();
        assertThat(response("unreason").reason()).startsWith("= 2**3 * 5**2 но сто");
        assertThat(response("noreason").isBroken()).isFalse();
        assertThat(response("noreason").reason()).isEmpty();
        assertThat(response("bcast").isBroken()).isFalse();
    }

    @Test
    void a_response_with_numbers_beyond_all_bounds_is_dropped() {
        assertThat(response("scalarlg").isBroken()).isTrue();
    }

    private static SipResponse response(String name) {
        return (SipResponse) SipMessage.parse(TortureTest.all().stream()
                .filter(torture -> torture.file().equals("rfc4475/" + name))
                .findFirst()
                .orElseThrow()
                .bytes());
    }
}
