package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A network without relays and without a policy function: phones that reach each other need neither. */
class DirectMediaTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);

    private static Sbc open;

    @BeforeAll
    static void start() {
        open = Sbc.start("sbc-7", NODES, "--carillon.sbc.anchor-media=false", "--carillon.sbc.ask-policy=false");
    }

    @AfterAll
    static void stop() {
        open.close();
    }

    @Test
    void offer_and_answer_pass_as_they_are_and_nobody_is_asked() {
        var phone = phone();
        phone.send(register(phone), open.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);

        phone.send(invite(phone, OFFER), open.access());
        var invite = core.expect("INVITE");
        assertThat(invite.bodyText()).isEqualTo(OFFER);
        core.reply(invite, with(fromCore(invite, 200), ANSWER));
        var ok = phone.expect(200);
        assertThat(ok.bodyText()).isEqualTo(ANSWER);
        phone.send(phone.inDialog("ACK", 1, ok), open.access());
        core.expect("ACK");
        phone.send(phone.inDialog("BYE", 2, ok), open.access());
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);

        assertThat(relay.rest()).isEmpty();
        assertThat(PCRF.wasAskedFor(phone.identity())).isFalse();
        await().untilAsserted(() -> assertThat(open.records(invite.callId()))
                .singleElement()
                .satisfies(record -> assertThat(record.extra().get("codec")).contains("PCMA")));
    }
}
