package io.carillon.msrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.msrp.MsrpHead.Header;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is between two phones: it is answered for when the far one has it, and two long messages may meet there. */
class CrossingTest {
    private static final MsrpSettings LOOPBACK = MsrpSettings.at(new InetSocketAddress("127.0.0.1", 0), "127.0.0.1");
    private static final long MOST = 1L << 30;
    private static final int BLOCK = 2_048;
    private static final int BLOCKS = 1_024;

    private final MsrpEndpoint alice = new MsrpEndpoint(LOOPBACK);
    private final MsrpEndpoint bob = new MsrpEndpoint(LOOPBACK);
    private final MsrpEndpoint border = new MsrpEndpoint(LOOPBACK);

    @BeforeEach
    void start() throws Exception {
        for (var each : List.of(alice, bob, border)) {
            each.start();
        }
    }

    private MsrpBridge bridge() {
        return new MsrpBridge(border, border, MOST, new MsrpBridge.Ear() {});
    }

    @AfterEach
    void stop() {
        List.of(alice, bob, border).forEach(MsrpEndpoint::close);
    }

    private static List<Header> headers(String id) {
        return List.of(new Header("Message-ID", id), new Header("Content-Type", "text/plain"));
    }

    private static CompletableFuture<Integer> chunk(MsrpSession session, int number, Flag flag) {
        long at = (long) number * BLOCK;
        var range = new ByteRange(at + 1, at + BLOCK, (long) BLOCKS * BLOCK);
        return session.chunk(headers("long"), range, Unpooled.wrappedBuffer(new byte[BLOCK]), flag);
    }

    /** All of a long message, in small chunks, without waiting for any answer. */
    private static void talks(MsrpSession session, Queue<Integer> refused) {
        for (int i = 0; i < BLOCKS; i++) {
            chunk(session, i, i == BLOCKS - 1 ? Flag.COMPLETE : Flag.CONTINUES).thenAccept(status -> {
                if (status != 200) {
                    refused.add(status);
                }
            });
        }
    }

    @Test
    void two_long_messages_meet_and_neither_waits_for_the_other() throws Exception {
        var toAlice = new Collector(false);
        var toBob = new Collector(false);
        var here = alice.session(MOST, toAlice);
        var there = bob.session(MOST, toBob);
        here.connect(MsrpBridgeTest.joined(bridge(), here, there));
        assertThat(here.send("hello", "text/plain", new byte[1]).get(10, TimeUnit.SECONDS))
                .isEqualTo(200);
        toBob.message();
        var refused = new ConcurrentLinkedQueue<Integer>();
        talks(here, refused);
        talks(there, refused);
        toAlice.message();
        toBob.message();
        assertThat(refused).isEmpty();
    }

    /** Nothing but failures is answered, and so nothing is waited for. */
    @Test
    void who_wants_to_hear_of_failures_only_is_not_held_up() throws Exception {
        var toBob = new Collector(false);
        var here = alice.session(MOST, new Collector(false));
        here.connect(MsrpBridgeTest.joined(bridge(), here, bob.session(MOST, toBob)));
        var headers = List.of(
                new Header("Message-ID", "long"),
                new Header("Failure-Report", "partial"),
                new Header("Content-Type", "text/plain"));
        for (int i = 0; i < BLOCKS; i++) {
            long at = (long) i * BLOCK;
            var range = new ByteRange(at + 1, at + BLOCK, (long) BLOCKS * BLOCK);
            var flag = i == BLOCKS - 1 ? Flag.COMPLETE : Flag.CONTINUES;
            here.chunk(headers, range, Unpooled.wrappedBuffer(new byte[BLOCK]), flag);
        }
        toBob.message();
        assertThat(toBob.octets).hasValue((long) BLOCKS * BLOCK);
    }

    /** Takes what comes, and says so when it is told to. */
    private static final class Slow implements MsrpSession.Listener {
        private final CompletableFuture<Integer> verdict = new CompletableFuture<>();
        private final CompletableFuture<Boolean> came = new CompletableFuture<>();

        @Override
        public int onPiece(MsrpSession session, Piece piece) {
            return 200;
        }

        @Override
        public CompletableFuture<Integer> settled(MsrpSession session, MsrpHead.Request chunk, Flag flag) {
            came.complete(true);
            return verdict;
        }
    }

    @Test
    void a_chunk_in_the_middle_is_answered_when_the_far_side_has_it() throws Exception {
        var slow = new Slow();
        var here = alice.session(MOST, new Collector(false));
        here.connect(MsrpBridgeTest.joined(bridge(), here, bob.session(MOST, slow)));
        var answer = chunk(here, 0, Flag.CONTINUES);
        assertThat(slow.came.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(answer).isNotDone();
        slow.verdict.complete(200);
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void what_is_refused_behind_the_bridge_is_refused() throws Exception {
        var slow = new Slow();
        slow.verdict.complete(413);
        var here = alice.session(MOST, new Collector(false));
        here.connect(MsrpBridgeTest.joined(bridge(), here, bob.session(MOST, slow)));
        assertThat(chunk(here, 0, Flag.CONTINUES).get(10, TimeUnit.SECONDS)).isEqualTo(413);
    }

    /** The bridge ends while an answer is on its way: it is still heard. */
    @Test
    void an_answer_that_comes_at_the_end_is_heard() throws Exception {
        var slow = new Slow();
        var heard = new CompletableFuture<Integer>();
        var listening = new MsrpBridge(border, border, MOST, new MsrpBridge.Ear() {
            @Override
            public java.util.function.IntConsumer onPiece(MsrpBridge.Side from, Piece piece) {
                return heard::complete;
            }
        });
        var here = alice.session(MOST, new Collector(false));
        here.connect(MsrpBridgeTest.joined(listening, here, bob.session(MOST, slow)));
        here.send("last", "text/plain", new byte[1]);
        assertThat(slow.came.get(10, TimeUnit.SECONDS)).isTrue();
        listening.close();
        slow.verdict.complete(200);
        assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }
}
