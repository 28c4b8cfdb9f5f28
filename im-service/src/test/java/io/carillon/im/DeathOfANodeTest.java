package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.submits;
import static io.carillon.im.Phone.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.im.store.StoredMessage;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.transaction.Timers;
import io.carillon.sip.transport.Hop;
import io.carillon.testkit.msrp.MsrpPhone;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node dies in the middle of a delivery; another one goes on, and the user sees each message once. */
class DeathOfANodeTest {
    private static final int AFTERWARDS = 5;
    private static final String SDP = "application/sdp";
    private static final String[] QUICK = {
        "carillon.im.lease=2s",
        "carillon.im.answer=1s",
        "carillon.im.report=1s",
        "carillon.im.retries=200ms",
        "carillon.im.telling=2s",
        "carillon.im.files.transfer=4s",
        "carillon.im.sender-patience=500ms",
        "carillon.im.limits.per-user=100000",
        "carillon.im.limits.per-pair=100000",
        "carillon.im.files.folder=" + Path.of("target", "run", UUID.randomUUID().toString())
    };
    /** Who sends to the dead node gives it up after 6.4 s. */
    private static final FakeScscf scscf = new FakeScscf(new Timers(100, 4_000, 5_000, 6_400, 181_000));

    private static final StaticNodes directory = StaticNodes.of(scscf.info());
    private static final TestIm living = TestIm.start(directory, QUICK).ready();
    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    @AfterAll
    static void stop() {
        living.close();
        scscf.close();
    }

    private @Nullable TestIm victim;

    private TestIm dying() {
        var started = TestIm.start(directory, QUICK).ready();
        victim = started;
        return started;
    }

    @AfterEach
    void bury() {
        var started = victim;
        if (started != null) {
            started.close();
        }
    }

    private State state() {
        var query = new Query(
                Set.of(bob.tel()), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty());
        var entries = living.bean(History.class).find(query).entries();
        assertThat(entries).hasSize(1);
        return entries.getFirst().message().state();
    }

    @Test
    void the_report_comes_to_another_node_and_nothing_is_sent_twice() {
        var dying = dying();
        scscf.sends(dying, submits(alice, 1, Phone.text(bob.digits(), "once")));
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        dying.kill();
        assertThat(scscf.sends(living, acknowledges(bob, delivery)).status()).isEqualTo(202);
        assertThat(state()).isEqualTo(State.DELIVERED);
        // Another message passes after the dead node's lease: the first would have come before it.
        scscf.sends(living, submits(alice, 2, Phone.text(bob.digits(), "next")));
        var next = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(textOf(next)).isEqualTo("next");
        scscf.sends(living, acknowledges(bob, next));
    }

    @Test
    void what_was_accepted_and_not_delivered_another_node_delivers_under_the_same_name() {
        var dying = dying();
        scscf.sends(dying, submits(alice, 1, Phone.text(bob.digits(), "not lost")));
        var attempt = scscf.receivesFor(bob.tel()).request();
        dying.kill();
        // The phone has not answered: another node takes over when the dead one's time is up.
        var again = scscf.receives(
                request -> request.uri().equals(bob.tel()) && request.cseq().number() > 1, "a second attempt");
        assertThat(again.request().callId()).isEqualTo(attempt.callId());
        assertThat(textOf(again.request())).isEqualTo("not lost");
        again.answers(200);
        scscf.sends(living, acknowledges(bob, again.request()));
        await().atMost(Duration.ofSeconds(10)).until(() -> state() == State.DELIVERED);
    }

    @Test
    void a_text_whose_node_died_before_the_answer_is_delivered_by_another() {
        var dying = dying();
        var message = FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                .body("text/plain", "still here")
                .build();
        Thread.ofVirtual().start(() -> scscf.sends(dying, message));
        var attempt = scscf.receivesFor(bob.sip()).request();
        dying.kill();
        var again = scscf.receives(
                request -> request.uri().equals(bob.sip()) && request.cseq().number() > 1, "a second attempt");
        assertThat(again.request().callId()).isEqualTo(attempt.callId());
        assertThat(again.request().bodyText()).isEqualTo("still here");
        again.answers(200);
        await().untilAsserted(() -> assertThat(received()).singleElement().satisfies(each -> {
            assertThat(each.state()).isEqualTo(State.DELIVERED);
            assertThat(each.text()).contains("still here");
        }));
    }

    private List<StoredMessage> received() {
        var query = new Query(
                Set.of(bob.sip(), bob.tel()),
                Set.of(),
                Instant.EPOCH,
                Instant.now().plusSeconds(60),
                1_000,
                Optional.empty());
        return living.bean(History.class).find(query).entries().stream()
                .map(History.Entry::message)
                .toList();
    }

    /** Alice's novel to Bob, who is away: it is in his mailbox at that node. */
    private void deposits(Hop node, ReadingPhone phone, String novel) throws Exception {
        try (var talk = new MsrpPhone()) {
            var invite = FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                    .method(Method.INVITE)
                    .set(HeaderName.CSEQ, "1 INVITE")
                    .append(HeaderName.CONTACT, "<sip:alice@127.0.0.1:9>")
                    .body(SDP, talk.offer() + "a=sendonly\r\n")
                    .build();
            var answer = CompletableFuture.supplyAsync(() -> scscf.sends(node, invite));
            phone.call().answers(480);
            var dialog = Dialog.uac(invite, answer.join());
            scscf.acknowledges(node, dialog.ack(1).build());
            talk.answered(answer.join().body());
            assertThat(talk.says("novel", "text/plain", novel)).isEqualTo(200);
            scscf.sends(node, dialog.request(Method.BYE).build());
        }
    }

    /** Short messages and texts, until some time after the node is dead; each is repeated until it is taken. */
    private Thread talks(User sender, ReadingPhone phone, AtomicBoolean killed, AtomicInteger sent) {
        return Thread.ofVirtual().start(() -> {
            for (int i = 0, after = 0; after < AFTERWARDS; i++, after += killed.get() ? 1 : 0) {
                var text = i + " of " + sender.sip();
                phone.untilTaken(Phone.submits(sender, 1, Phone.text(bob.digits(), "sms " + text)));
                phone.untilTaken(FakeScscf.message(bob.sip(), sender, bob.sip(), "term")
                        .body("text/plain", "text " + text)
                        .build());
                sent.addAndGet(2);
                LockSupport.parkNanos(20_000_000L); // as many as a test needs, and not as many as there can be
            }
        });
    }

    /** kill -9 of a process while it takes, delivers and hands over: short messages, texts, a large one. */
    @Test
    void a_killed_process_loses_nothing_and_doubles_nothing() throws Exception {
        var novel = "Call me Ishmael. ".repeat(200_000);
        var killed = new AtomicBoolean();
        var sent = new AtomicInteger();
        var node = new AtomicReference<>(Hop.udp(living.sip()));
        try (var victim = ImProcess.start(scscf, directory, QUICK);
                var half = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var talk = new MsrpPhone();
                var phone = new ReadingPhone(scscf, bob, request -> scscf.sends(node.get(), request))) {
            node.set(victim.hop());
            var senders = Stream.of("carol", "dave")
                    .map(name -> talks(User.fresh(name), phone, killed, sent))
                    .toList();
            deposits(node.get(), phone, novel);
            var first = phone.call();
            var elsewhere = "a=path:msrp://127.0.0.1:" + half.getLocalPort() + "/half;tcp";
            var answer = talk.answer(first.request().body()).replaceAll("a=path:[^\r\n]*", elsewhere);
            first.answers(200, SDP, answer);
            try (var begun = half.accept()) {
                assertThat(begun.getInputStream().readNBytes(100_000)).hasSize(100_000);
                victim.kill();
            }
            node.set(Hop.udp(living.sip()));
            killed.set(true);

            var again = phone.call();
            assertThat(again.request().callId()).isEqualTo(first.request().callId());
            again.answers(200, SDP, talk.answer(again.request().body()));
            assertThat(talk.hears()).satisfies(heard -> {
                assertThat(heard.id()).isEqualTo("novel");
                assertThat(heard.text()).isEqualTo(novel);
            });
            for (var sender : senders) {
                assertThat(sender.join(Duration.ofSeconds(60))).isTrue();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> received().size() == sent.get() + 1
                            && received().stream().allMatch(each -> each.state() == State.DELIVERED));
            phone.close();
            assertThat(phone.read()).hasSize(sent.get());
            assertThat(phone.read().values()).as("one name a message").allMatch(names -> names.size() == 1);
        }
    }
}
