package io.carillon.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.sip.TracedMessages;
import io.carillon.node.trace.TraceEvent.Direction;
import io.carillon.node.trace.TraceEvent.Protocol;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceBatchTest {
    static final String INVITE = """
            INVITE sip:bob@home.example SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1
            From: <sip:alice@home.example;user=phone>;tag=1
            To: <tel:+49301>
            Call-ID: call-1
            CSeq: 1 INVITE
            P-Charging-Vector: icid-value=icid-1

            """.replace("\n", "\r\n");

    private static final Instant TIME = Instant.parse("2026-11-20T12:00:00.123456Z");

    private final TraceBatch batch = new TraceBatch(new TraceMask(false));

    @Test
    void of_a_sip_message_the_reader_knows_all_that_stands_in_it() {
        batch.add(TIME, "cscf-1", Direction.RECEIVED, "sbc-1", TracedMessages.of(INVITE));
        batch.add(TIME, "cscf-1", Direction.SENT, "[::1]:5060", TracedMessages.of(INVITE));

        assertThat(TraceBatch.read(new TracePacker().pack(batch)))
                .containsExactly(
                        invite(Direction.RECEIVED, "sbc-1", "cscf-1"), invite(Direction.SENT, "cscf-1", "[::1]:5060"));
        assertThat(batch.events()).isEqualTo(2);
    }

    @Test
    void other_protocols_bring_their_words_along() {
        var keys = new LinkedHashSet<>(List.of("call-1", "sip:ä@home"));
        var event = new TraceEvent(
                TIME, "rtpproxy-1", Protocol.NG, Direction.SENT, "rtpproxy-1", "sbc-1", "ok", keys, "d3:ü");
        batch.add(event);

        assertThat(TraceBatch.read(new TracePacker().pack(batch))).containsExactly(event);
        assertThat(TraceBatch.read(new TracePacker().pack(batch)).getFirst().keys())
                .containsExactlyElementsOf(keys);
    }

    @Test
    void a_message_that_lacks_what_its_summary_needs_is_told_of_all_the_same() {
        batch.add(
                TIME,
                "cscf-1",
                Direction.RECEIVED,
                "sbc-1",
                TracedMessages.of("SIP/2.0 200 OK\r\nCall-ID: call-1\r\n\r\n"));

        assertThat(TraceBatch.read(new TracePacker().pack(batch)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.summary()).isEqualTo("? Missing CSeq");
                    assertThat(event.keys()).containsExactly("call-1");
                });
    }

    @Test
    void a_batch_grows_and_is_used_again() {
        for (int i = 0; i < 1_000; i++) {
            batch.add(TIME, "cscf-1", Direction.RECEIVED, "sbc-1", TracedMessages.of(INVITE));
        }
        assertThat(TraceBatch.read(new TracePacker().pack(batch))).hasSize(1_000);
        batch.clear();
        assertThat(TraceBatch.read(new TracePacker().pack(batch))).isEmpty();
        assertThat(batch.events()).isZero();
    }

    @Test
    void what_is_of_another_version_or_kind_or_broken_is_passed_over() {
        batch.add(TIME, "cscf-1", Direction.RECEIVED, "sbc-1", TracedMessages.of(INVITE));
        byte[] octets = new TracePacker().pack(batch);

        assertThat(TraceBatch.read(new byte[0])).isEmpty();
        assertThat(TraceBatch.read("{\"time\":0}".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        for (int cut = 0; cut < octets.length; cut++) {
            assertThat(TraceBatch.read(Arrays.copyOf(octets, cut))).isEmpty();
        }
        octets[1] = 0x70; // a size of nearly two gigabytes
        assertThat(TraceBatch.read(octets)).isEmpty();
        octets[1] = -1;
        assertThat(TraceBatch.read(octets)).isEmpty();
    }

    @Test
    void frames_of_a_later_kind_are_passed_over_and_what_is_cut_off_ends_the_batch() {
        byte[] kind = {0, 0, 0, 18, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        batch.add(TIME, "cscf-1", Direction.RECEIVED, "sbc-1", TracedMessages.of(INVITE));
        byte[] known = batch.frames();

        assertThat(TraceBatch.readFrames(joined(kind, known, kind))).hasSize(1);
        kind[4] = 0; // no SIP message of a node without a name
        assertThat(TraceBatch.readFrames(joined(kind, known))).hasSize(2);
        kind[15] = 9; // a name that does not end
        assertThat(TraceBatch.readFrames(joined(kind, known))).hasSize(1);
        for (int cut = 0; cut < known.length; cut++) {
            assertThat(TraceBatch.readFrames(joined(known, Arrays.copyOf(known, cut))))
                    .hasSize(1);
        }
    }

    private static byte[] joined(byte[]... parts) {
        var all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        Arrays.stream(parts).forEach(all::put);
        return all.array();
    }

    private static TraceEvent invite(Direction direction, String from, String to) {
        return new TraceEvent(
                TIME,
                "cscf-1",
                Protocol.SIP,
                direction,
                from,
                to,
                "INVITE sip:bob@home.example",
                Set.of("call-1", "icid-1", "sip:alice@home.example", "tel:+49301"),
                INVITE);
    }
}
