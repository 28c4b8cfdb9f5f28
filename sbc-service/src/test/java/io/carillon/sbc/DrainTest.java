package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.message.HeaderName;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A border that is told to stop: what is under way ends well, what is new is sent elsewhere. */
class DrainTest extends GmTest {
    @Test
    void a_call_that_is_being_set_up_is_answered_before_the_border_goes() throws Exception {
        var border = Sbc.start("sbc-12", NODES, "--carillon.sip.drain=20s", "--carillon.directory.drain-pause=10ms");
        var phone = phone();
        var stranger = phone();
        phone.send(register(phone), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        phone.send(invite(phone, sdp("10.0.0.1", 4000)), border.access());
        var invite = core.expect("INVITE");
        core.reply(invite, fromCore(invite, 180));
        phone.expect(180);
        var access = border.access();

        var stopping = Thread.ofVirtual().start(border::close);
        await().until(() -> refuses(access.getPort()));

        stranger.send(register(stranger), access);
        assertThat(stranger.expect(503).number(HeaderName.RETRY_AFTER)).isPresent();
        core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), access);
        core.expect("ACK");
        assertThat(stopping.join(Duration.ofSeconds(15))).isTrue();
        assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", access.getPort()).close());
    }

    @Test
    void a_call_that_rings_for_longer_than_the_border_can_stay_ends_on_both_sides() throws Exception {
        var border = Sbc.start("sbc-13", NODES, "--carillon.sip.drain=500ms", "--carillon.directory.drain-pause=10ms");
        var phone = phone();
        phone.send(register(phone), border.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        phone.send(invite(phone, sdp("10.0.0.1", 4000)), border.access());
        var invite = core.expect("INVITE");
        core.reply(invite, fromCore(invite, 180));
        phone.expect(180);

        var stopping = Thread.ofVirtual().start(border::close);

        var cancel = core.expect("CANCEL");
        assertThat(cancel.first(HeaderName.REASON)).contains("SIP;cause=503;text=\"node stops\"");
        core.reply(cancel, core.answer(cancel, 200));
        core.reply(invite, fromCore(invite, 487));
        assertThat(phone.expect(480).first(HeaderName.REASON)).contains("SIP;cause=503;text=\"node stops\"");
        assertThat(stopping.join(Duration.ofSeconds(15))).isTrue();
    }

    /** No new connection is taken any more. */
    private static boolean refuses(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return !socket.isConnected();
        } catch (java.io.IOException e) {
            return true;
        }
    }
}
