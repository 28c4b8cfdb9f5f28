package io.carillon.diameter;

import static io.carillon.diameter.Wire.ask;
import static io.carillon.diameter.Wire.failed;
import static io.carillon.diameter.Wire.good;
import static io.carillon.diameter.Wire.request;
import static io.carillon.diameter.Wire.result;
import static io.carillon.diameter.Wire.with;
import static io.carillon.diameter.Wire.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a peer sends: the protocol's own error, and the next good request works. */
class BadInputTest extends GoodRequestAfterwards {
    @Test
    void an_unknown_application_is_3007_and_an_unknown_command_3001() throws IOException {
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var other = Frame.of(Frame.REQUEST, 302, 16_777_217, 5, 6, good());
            var answer = ask(peer, other);
            assertThat(result(answer)).isEqualTo(BaseResult.APPLICATION_UNSUPPORTED);
            assertThat(answer.error()).isTrue();
            assertThat(answer.application()).isEqualTo(16_777_217);
            var command = Frame.of(Frame.REQUEST, 399, Cx.APPLICATION.id(), 7, 8, good());
            assertThat(result(ask(peer, command))).isEqualTo(BaseResult.COMMAND_UNSUPPORTED);
            var unhandled = Frame.of(Frame.REQUEST, 300, Cx.APPLICATION.id(), 9, 9, good());
            assertThat(result(ask(peer, unhandled))).isEqualTo(BaseResult.COMMAND_UNSUPPORTED);
        }
    }

    @Test
    void a_missing_avp_is_5005_with_an_example_of_it() throws IOException {
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var answer = ask(peer, without(CxAvps.PUBLIC_IDENTITY));
            assertThat(result(answer)).isEqualTo(BaseResult.MISSING_AVP);
            assertThat(answer.error()).isFalse();
            assertThat(failed(answer)).isEqualTo(Avp.of(CxAvps.PUBLIC_IDENTITY, ""));
            // The error answer itself has all that LIA requires.
            assertThat(LocationInfoAnswer.GRAMMAR.read(answer.body()).failedAvps())
                    .containsExactly(Avp.of(CxAvps.PUBLIC_IDENTITY, ""));
        }
    }

    @Test
    void an_unknown_mandatory_avp_is_5001_with_a_copy_of_it() throws IOException {
        var strange = new Avp(4711, 0, Avp.MANDATORY, Octets.of("strange"));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var answer = ask(peer, with(good(), strange));
            assertThat(result(answer)).isEqualTo(BaseResult.AVP_UNSUPPORTED);
            assertThat(failed(answer)).isEqualTo(strange);
        }
    }

    @Test
    void a_value_outside_its_type_is_5004() throws IOException {
        var nonsense = new Avp(
                CxAvps.USER_AUTHORIZATION_TYPE.code(), Attribute.THREE_GPP, Avp.MANDATORY, Octets.ofHex("000000ff"));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var answer = ask(peer, with(good(), nonsense));
            assertThat(result(answer)).isEqualTo(BaseResult.INVALID_AVP_VALUE);
            assertThat(failed(answer)).isEqualTo(nonsense);
        }
    }

    @Test
    void an_avp_of_the_wrong_length_is_5014() throws IOException {
        var tooShort = new Avp(
                CxAvps.USER_AUTHORIZATION_TYPE.code(), Attribute.THREE_GPP, Avp.MANDATORY, Octets.ofHex("0000"));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            assertThat(result(ask(peer, with(good(), tooShort)))).isEqualTo(BaseResult.INVALID_AVP_LENGTH);
        }
    }

    @Test
    void an_avp_that_overruns_the_message_is_5014() throws IOException {
        // | code 263 | M | length 255 | "a;1" ... the message ends long before
        var overrun = Octets.ofHex("00000107 40 0000ff 613b3100".replace(" ", ""));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var answer = ask(peer, overrun);
            assertThat(result(answer)).isEqualTo(BaseResult.INVALID_AVP_LENGTH);
            assertThat(failed(answer).code()).isEqualTo(263);
            // | code 263 | M | length 4: shorter than its own header |
            assertThat(result(ask(peer, Octets.ofHex("0000010740000004")))).isEqualTo(BaseResult.INVALID_AVP_LENGTH);
            // | half a header |
            assertThat(result(ask(peer, Octets.ofHex("00000107")))).isEqualTo(BaseResult.INVALID_AVP_LENGTH);
        }
    }

    @Test
    void a_nul_in_the_session_id_is_5004() throws IOException {
        var nul = new Avp(BaseAvps.SESSION_ID.code(), 0, Avp.MANDATORY, Octets.of("peer;1;\0"));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var answer = ask(peer, with(without(BaseAvps.SESSION_ID), nul));
            assertThat(result(answer)).isEqualTo(BaseResult.INVALID_AVP_VALUE);
            assertThat(failed(answer)).isEqualTo(nul);
        }
    }

    /** RFC 6733 §2.9: only agents that we know bring requests of others. */
    @Test
    void who_speaks_as_another_is_5003() throws IOException {
        try (var liar = RawPeer.introduced(hss, "liar")) {
            assertThat(result(ask(liar, good()))).isEqualTo(BaseResult.AUTHORIZATION_REJECTED);
        }
    }

    @Test
    void sixty_four_origin_hosts_are_5009() throws IOException {
        var body = good();
        for (int i = 0; i < 63; i++) {
            body = with(body, Avp.of(BaseAvps.ORIGIN_HOST, "peer.ims.test"));
        }
        try (var peer = RawPeer.introduced(hss, "peer")) {
            assertThat(result(ask(peer, body))).isEqualTo(BaseResult.AVP_OCCURS_TOO_MANY_TIMES);
        }
    }

    @Test
    void another_realm_is_3003_and_another_host_3002() throws IOException {
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var realm = with(without(BaseAvps.DESTINATION_REALM), Avp.of(BaseAvps.DESTINATION_REALM, "other.test"));
            assertThat(result(ask(peer, realm))).isEqualTo(BaseResult.REALM_NOT_SERVED);
            var host = with(good(), Avp.of(BaseAvps.DESTINATION_HOST, "other.ims.test"));
            assertThat(result(ask(peer, host))).isEqualTo(BaseResult.UNABLE_TO_DELIVER);
        }
    }

    @Test
    void a_request_with_the_error_bit_is_3008() throws IOException {
        try (var peer = RawPeer.introduced(hss, "peer")) {
            var frame = Frame.of(Frame.REQUEST | Frame.ERROR, 302, Cx.APPLICATION.id(), 1, 2, good());
            assertThat(result(ask(peer, frame))).isEqualTo(BaseResult.INVALID_HDR_BITS);
        }
    }

    @Test
    void a_handler_that_breaks_is_5012() throws IOException {
        var body = with(without(CxAvps.PUBLIC_IDENTITY), Avp.of(CxAvps.PUBLIC_IDENTITY, "break"));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            assertThat(result(ask(peer, body))).isEqualTo(BaseResult.UNABLE_TO_COMPLY);
        }
    }

    @Test
    void an_answer_nobody_waits_for_is_passed_over() throws IOException {
        try (var peer = RawPeer.introduced(hss, "peer")) {
            peer.send(request(good()).answer(false, Octets.EMPTY));
            assertThat(result(ask(peer, good()))).isEqualTo(BaseResult.SUCCESS);
        }
    }

    @Test
    void proxy_info_comes_back_as_it_was() throws IOException {
        var proxy = Avp.grouped(
                BaseAvps.PROXY_INFO.code(), 0, Avp.MANDATORY, List.of(Avp.of(BaseAvps.PROXY_HOST, "relay.test")));
        try (var peer = RawPeer.introduced(hss, "peer")) {
            assertThat(ask(peer, with(good(), proxy)).first(BaseAvps.PROXY_INFO))
                    .isEqualTo(proxy);
        }
    }

    @Test
    void random_bodies_never_silence_the_server() throws IOException {
        var random = new Random(42);
        var good = good().toArray();
        try (var peer = RawPeer.introduced(hss, "peer")) {
            for (int i = 0; i < 2000; i++) {
                var mutated = good.clone();
                for (int n = 1 + random.nextInt(4); n > 0; n--) {
                    mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
                }
                assertThat(ask(peer, Octets.of(mutated)).request()).isFalse();
            }
        }
    }
}
