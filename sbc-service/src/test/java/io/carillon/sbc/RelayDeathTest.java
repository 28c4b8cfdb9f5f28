package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.node.directory.NodeDirectory;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.SipResponse;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ZooKeeper loses a relay: its calls are looked at then, not when it is their turn half a minute later. */
class RelayDeathTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);

    private final Entries directory = new Entries(SBC.bean(CuratorFramework.class));
    private final Relay other = new Relay("rtpproxy-2");
    private Sbc border;
    private Peer phone;
    private SipResponse ok;

    @BeforeEach
    void talking() throws Exception {
        directory.enter(cscf());
        directory.enter(relay.node());
        border = Sbc.among(
                directory,
                "sbc-34",
                "--carillon.sbc.media-watch=30s",
                "--carillon.sbc.ask-policy=false",
                "--spring.data.redis.database=6");
        border.redis().delete("sbc:news:rtpproxy[rtpproxy-1]"); // another test's, a moment ago
        phone = phone();
        phone.send(register(phone), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        phone.send(invite(phone, OFFER), border.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), border.access());
        core.expect("ACK");
        relay.expect(NgCommand.Offer.class);
        relay.expect(NgCommand.Answer.class);
        directory.enter(other.node());
        var relays = border.bean(NodeDirectory.class);
        await().until(() -> relays.alive("rtpproxy").size() == 2);
    }

    @AfterEach
    void over() {
        border.close();
        other.close();
    }

    @Test
    void a_call_whose_relay_is_dead_gets_the_other() throws Exception {
        relay.close();
        directory.vanish(relay.node());
        var asked = phone.expect("INVITE");
        phone.reply(asked, with(phone.answer(asked, 200), OFFER));
        var changed = core.expect("INVITE");
        other.expect(NgCommand.Offer.class);
        core.reply(changed, with(core.answer(changed, 200), ANSWER));
        core.expect("ACK");
        other.expect(NgCommand.Answer.class);
        assertThat(phone.expect("ACK").bodyText()).contains("c=IN IP4 " + Relay.ADDRESS);
    }

    @Test
    void a_relay_that_lost_only_its_session_keeps_the_call() throws Exception {
        directory.vanish(relay.node());
        relay.expect(NgCommand.Query.class);
        phone.send(phone.inDialog("BYE", 2, ok), border.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
        relay.expect(NgCommand.Delete.class);
        assertThat(other.rest()).isEmpty();
    }
}
