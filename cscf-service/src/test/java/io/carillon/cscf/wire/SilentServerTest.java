package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.NodeInfo;
import io.carillon.sip.transaction.SipClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A messaging server that falls silent may have kept the message: nobody goes past it (TS 24.229 §5.4.3.3 step 4). */
class SilentServerTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer im = new Peer("im");
    private final Peer otherIm = new Peer("other-im");
    private final Peer far = new Peer("far");
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));

    private final List<NodeInfo> entered = new ArrayList<>();

    @BeforeEach
    void register() {
        bob.profile.asks(40, "MESSAGE", 1, "sip:im." + Cluster.HOME, 1);
        assertThat(new Handset(bob, sbc, "b").registers(core.cscf(2)).status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        entered.forEach(core.directory::remove);
        List.of(sbc, im, otherIm, far).forEach(Peer::close);
    }

    private void enters(String id, Peer server) {
        entered.add(core.put("im", id, "sip", server.port()));
    }

    private SipClient.Exchange texts() {
        var message = far.request("MESSAGE", bob.impu, "sip:zoe@example.org");
        return far.starts(message.body("text/plain", "once").build(), core.cscf(1));
    }

    @Test
    void its_sender_hears_of_a_message_that_nobody_answers_and_one_that_was_kept_comes_once() {
        enters("im-1", im);
        var exchange = texts();
        var kept = im.receives("MESSAGE");
        assertThat(Answers.last(exchange).status()).isEqualTo(504);
        im.passesOn(kept.request(), core.cscf(2));
        sbc.replies(sbc.receives("MESSAGE"), 200);
        assertThat(sbc.isIdle()).isTrue();
    }

    @Test
    void a_message_that_the_server_cannot_take_is_refused() {
        enters("im-1", im);
        var exchange = texts();
        im.replies(im.receives("MESSAGE"), 503);
        assertThat(Answers.last(exchange).status()).isEqualTo(500);
        assertThat(sbc.isIdle()).isTrue();
    }

    @Test
    void another_server_is_asked_first() {
        enters("im-1", im);
        enters("im-2", otherIm);
        var exchange = texts();
        await().until(() -> !im.isIdle() || !otherIm.isIdle());
        var silent = im.isIdle() ? otherIm : im;
        var next = silent == im ? otherIm : im;
        next.replies(next.receives("MESSAGE"), 202);
        assertThat(Answers.last(exchange).status()).isEqualTo(202);
        assertThat(sbc.isIdle()).isTrue();
    }
}
