package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.submits;
import static io.carillon.im.Phone.textOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.ServerSettings;
import io.carillon.diameter.ro.CreditControlAnswer;
import io.carillon.diameter.ro.CreditControlRequest;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.ro.RoAvps;
import io.carillon.im.delivery.Outbox;
import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.State;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A node has heard of a message and is slow to store it, here as charging keeps it waiting; the S-CSCF asks another one,
 * which delivers it, and then the first one goes on. The user sees the message once.
 */
class SlowNodeTest {
    private static final String[] PATIENT = {"carillon.im.charging-deadline=60s"};
    private static final BlockingQueue<CompletableFuture<Void>> held = new LinkedBlockingQueue<>();
    private static final FakeScscf scscf = new FakeScscf();
    private static final DiameterServer ocs = DiameterServer.create(ServerSettings.of(
                    new LocalNode("charging-1." + TestIm.HOME, TestIm.HOME),
                    new InetSocketAddress("127.0.0.1", 0),
                    Ro.APPLICATION))
            .handle(CreditControlRequest.class, SlowNodeTest::answer)
            .start();
    private static final StaticNodes directory = StaticNodes.of(
            scscf.info(),
            new NodeInfo(
                    "charging",
                    "charging-1",
                    Map.of("diameter", "127.0.0.1:" + ocs.address().getPort()),
                    100,
                    0));
    private static final TestIm slow = TestIm.start(directory, PATIENT).ready();
    private static final TestIm other = TestIm.start(directory, PATIENT).ready();
    private static volatile boolean holding;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    /** The first one is held when one is to be. */
    private static CreditControlAnswer answer(CreditControlRequest request) {
        if (holding) {
            holding = false;
            var free = new CompletableFuture<Void>();
            held.add(free);
            free.join();
        }
        return CreditControlAnswer.draft()
                .result(BaseResult.SUCCESS)
                .set(RoAvps.CC_REQUEST_TYPE, request.type())
                .set(RoAvps.CC_REQUEST_NUMBER, request.number())
                .build();
    }

    @BeforeAll
    static void connect() {
        for (var im : new TestIm[] {slow, other}) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !im.bean(DiameterClient.class).connected().isEmpty());
        }
    }

    @AfterAll
    static void stop() {
        slow.close();
        other.close();
        ocs.close();
        scscf.close();
    }

    /** What the slow node holds, and how to let it go on. */
    private record Begun(CompletableFuture<SipResponse> answer, CompletableFuture<Void> free) {
        SipResponse goesOn() {
            free.complete(null);
            return answer.join();
        }
    }

    private static CompletableFuture<SipResponse> sent(TestIm im, SipRequest request) {
        return CompletableFuture.supplyAsync(() -> scscf.sends(im, request), Thread::startVirtualThread);
    }

    private static Begun begins(SipRequest request) throws InterruptedException {
        holding = true;
        var answer = sent(slow, request);
        var free = held.poll(20, TimeUnit.SECONDS);
        assertThat(free).as("the slow node asks for the message to be paid").isNotNull();
        return new Begun(answer, free);
    }

    private SipRequest text(String words) {
        return FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                .body("text/plain", words)
                .build();
    }

    private void isDeliveredOnce(String recipient) {
        var query = new Query(
                Set.of(recipient), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 10, Optional.empty());
        assertThat(slow.bean(History.class).find(query).entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.message().state()).isEqualTo(State.DELIVERED));
    }

    private void isLeftBy(String recipient) {
        await().until(() -> other.bean(Outbox.class).of(recipient, 1).isEmpty());
    }

    @Test
    void a_text_that_another_node_has_delivered_meanwhile_comes_once() throws InterruptedException {
        var once = text("once");
        var late = begins(once);
        var answer = sent(other, once);
        scscf.receivesFor(bob.sip()).answers(200);
        assertThat(answer.join().status()).isEqualTo(200);
        isLeftBy(bob.sip());

        assertThat(late.goesOn().status()).isEqualTo(202);
        isDeliveredOnce(bob.sip());
        sent(slow, text("next"));
        var next = scscf.receivesFor(bob.sip()).answers(200).request();
        assertThat(next.bodyText()).isEqualTo("next");
    }

    @Test
    void a_short_message_that_another_node_has_delivered_meanwhile_comes_once() throws InterruptedException {
        var once = submits(alice, 1, Phone.text(bob.digits(), "once"));
        var late = begins(once);
        assertThat(scscf.sends(other, once).status()).isEqualTo(202);
        scscf.receivesFor(alice.sip()).answers(200);
        var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
        scscf.sends(other, acknowledges(bob, delivery));
        isLeftBy(bob.tel());

        assertThat(late.goesOn().status()).isEqualTo(202);
        scscf.receivesFor(alice.sip()).answers(200);
        isDeliveredOnce(bob.tel());
        scscf.sends(slow, submits(alice, 2, Phone.text(bob.digits(), "next")));
        var next = scscf.receivesFor(bob.tel()).answers(200).request();
        assertThat(textOf(next)).isEqualTo("next");
        scscf.sends(slow, acknowledges(bob, next));
    }
}
