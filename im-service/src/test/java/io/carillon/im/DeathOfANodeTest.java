package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.submits;
import static io.carillon.im.Phone.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.node.directory.StaticNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node dies in the middle of a delivery; another one goes on, and the user sees each message once. */
class DeathOfANodeTest {
    private static final String[] QUICK = {
        "carillon.im.lease=2s", "carillon.im.answer=1s", "carillon.im.report=1s", "carillon.im.retries=200ms"
    };
    private final FakeScscf scscf = new FakeScscf();
    private final StaticNodes directory = StaticNodes.of(scscf.info());
    private final TestIm dying = TestIm.start(directory, QUICK).ready();
    private final TestIm living = TestIm.start(directory, QUICK).ready();
    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    @AfterEach
    void stop() {
        dying.close();
        living.close();
        scscf.close();
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
    }
}
