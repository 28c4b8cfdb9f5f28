package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import org.junit.jupiter.api.Test;

/** Requests over 1,300 bytes come over TCP from a phone that registered over UDP (RFC 3261 §18.1.1). */
class LargeRequestTest extends GmTest {
    private static RequestEdit large(Peer phone) {
        return phone.request("MESSAGE", BOB).body("text/plain", "x".repeat(1_400));
    }

    private Peer connection(Peer phone) {
        return opened(Peer.tcp(phone.name, SBC.access()));
    }

    @Test
    void it_is_taken_for_the_phone_at_this_address_that_it_says_it_is() {
        var connection = connection(registeredPhone());
        connection.send(large(connection), SBC.access());
        var message = core.expect("MESSAGE");
        assertThat(message.all(HeaderName.P_ASSERTED_IDENTITY)).containsExactly("<" + connection.identity() + ">");
        core.reply(message, 200);
        connection.expect(200);
    }

    @Test
    void its_preferred_identity_is_looked_for_before_from() {
        var phone = registeredPhone();
        var connection = connection(phone);
        connection.send(
                large(connection)
                        .set(HeaderName.FROM, "\"Anonymous\" <sip:anonymous@anonymous.invalid>;tag=1")
                        .append(HeaderName.P_PREFERRED_IDENTITY, "<" + tel(phone) + ">"),
                SBC.access());
        assertThat(core.expect("MESSAGE").all(HeaderName.P_ASSERTED_IDENTITY)).containsExactly("<" + tel(phone) + ">");
    }

    @Test
    void an_identity_that_is_not_registered_from_this_address_is_refused() {
        var connection = connection(phone());
        connection.send(large(connection), SBC.access());
        connection.expect(403);
    }

    /** Behind a NAT many phones have one address: one of them must not be taken for another. */
    @Test
    void behind_a_nat_the_address_is_nobodys() {
        var phone = phone();
        phone.send(register(phone).set(HeaderName.VIA, phone.via().replace("127.0.0.1", "192.168.7.7")), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);

        var neighbour = connection(phone);
        neighbour.send(large(neighbour), SBC.access());
        neighbour.expect(403);
        phone.send(phone.request("MESSAGE", BOB), SBC.access());
        core.expect("MESSAGE");
    }

    @Test
    void a_large_call_goes_on_over_both() {
        var phone = registeredPhone();
        var connection = connection(phone);
        var padding = HeaderName.of("X-Padding");
        connection.send(
                invite(connection, sdp("10.0.0.1", 4000))
                        .set(HeaderName.CONTACT, phone.contact())
                        .append(padding, "x".repeat(1_300)),
                SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
        var ok = connection.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        connection.send(connection.inDialog("INFO", 2, ok).append(padding, "x".repeat(1_300)), SBC.access());
        var info = core.expect("INFO");
        core.reply(info, 200);
        connection.expect(200);

        core.send(core.inDialog("BYE", 1, invite), SBC.core());
        phone.reply(phone.expect("BYE"), 200);
        core.expect(200);
    }
}
