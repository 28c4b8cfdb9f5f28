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
        phone.expect(200);
        assertThat(stopping.join(Duration.ofSeconds(15))).isTrue();
        assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", access.getPort()).close());
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
