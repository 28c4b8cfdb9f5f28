package io.carillon.im;

import static io.carillon.sip.message.Method.INVITE;

import io.carillon.im.store.History;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.StoredMessage;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.testkit.ladder.FakeSipPeer;
import io.carillon.testkit.ladder.Ladder;
import io.carillon.testkit.msrp.MsrpPhone;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Where sessions of messages are played: SIP by the S-CSCF, MSRP by sockets of the phones' own. */
abstract class SessionStage {
    protected static final String SDP = "application/sdp";
    protected static final Ladder ladder = Ladder.around("IM");
    protected static final FakeSipPeer cscf = ladder.sipPeer("CSCF");
    // A retransmitted BYE of one test would be an arrow of the next.
    protected static final TestIm im = TestIm.start(
                    StaticNodes.of(new NodeInfo(
                            "cscf",
                            "cscf-1",
                            Map.of("sip", "127.0.0.1:" + cscf.address().getPort()),
                            100,
                            0)),
                    "carillon.sip.t1=500ms",
                    "carillon.im.msrp.patience=5s")
            .ready();

    protected final User alice = User.fresh("alice");
    protected final User bob = User.fresh("bob");
    protected final MsrpPhone aliceTalks = new MsrpPhone();
    protected final MsrpPhone bobTalks = new MsrpPhone();

    @BeforeEach
    void begin() {
        ladder.begin();
    }

    @AfterEach
    void hangUp() {
        aliceTalks.close();
        bobTalks.close();
    }

    protected SipRequest invite(String type, byte[] body) {
        return FakeScscf.message(bob.sip(), alice, bob.sip(), "term")
                .method(INVITE)
                .set(HeaderName.CSEQ, "1 INVITE")
                .append(HeaderName.CONTACT, cscf.contact())
                .body(type, body)
                .build();
    }

    protected SipRequest invite(String offer) {
        return invite(SDP, offer.getBytes(StandardCharsets.UTF_8));
    }

    /** Newest first. */
    protected static List<StoredMessage> history(User user) {
        var query = new Query(
                Set.of(user.sip()), Set.of(), Instant.EPOCH, Instant.now().plusSeconds(60), 50, Optional.empty());
        return im.bean(History.class).find(query).entries().stream()
                .map(History.Entry::message)
                .toList();
    }
}
