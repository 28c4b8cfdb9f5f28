package io.carillon.diameter;

import static io.carillon.diameter.Net.server;
import static io.carillon.diameter.Wire.failed;
import static io.carillon.diameter.Wire.good;
import static io.carillon.diameter.Wire.request;
import static io.carillon.diameter.Wire.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that begin badly: hung up on, and the next good one works. */
class BadConnectionTest extends GoodRequestAfterwards {
    @ParameterizedTest
    @ValueSource(
            strings = {
                // | version 2 | length 20 | ...
                "02 000014 80 000101 00000000 00000001 00000001",
                // | version 1 | length 0: shorter than a header |
                "01 000000 80 000101 00000000 00000001 00000001",
                // | version 1 | length 19: no multiple of 4 |
                "01 000013 80 000101 00000000 00000001 00000001",
                // | version 1 | length 16 MB |
                "01 FFFFFF 80 000101 00000000 00000001 00000001",
                "47 45 54 20 2F 20 48 54 54 50 2F 31 2E 31 0D 0A 0D 0A 00 00"
            })
    void what_cannot_be_framed_ends_the_connection(String hex) throws IOException {
        try (var peer = RawPeer.connect(hss)) {
            peer.send(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertThat(peer.hungUpOn()).isTrue();
        }
        try (var peer = RawPeer.introduced(hss, "known")) {
            peer.send(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void a_cer_without_origin_is_answered_5005_and_hung_up_on() throws IOException {
        try (var peer = RawPeer.connect(hss)) {
            peer.send(Frame.of(Frame.REQUEST, PeerCommands.CAPABILITIES, 0, 7, 8, Octets.EMPTY));
            var cea = peer.receive();
            assertThat(cea.hopByHop()).isEqualTo(7);
            assertThat(result(cea)).isEqualTo(BaseResult.MISSING_AVP);
            assertThat(failed(cea).code()).isEqualTo(BaseAvps.ORIGIN_HOST.code());
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void a_cer_of_garbage_is_hung_up_on() throws IOException {
        var random = new Random(1);
        for (int i = 0; i < 50; i++) {
            var garbage = new byte[4 * (1 + random.nextInt(60))];
            random.nextBytes(garbage);
            try (var peer = RawPeer.connect(hss)) {
                peer.send(Frame.of(Frame.REQUEST, PeerCommands.CAPABILITIES, 0, 1, 1, Octets.of(garbage)));
                while (!peer.hungUpOn()) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void a_cer_with_64_origin_hosts_is_5009() throws IOException {
        var out = new AvpWriter();
        for (int i = 0; i < 64; i++) {
            out.avp(BaseAvps.ORIGIN_HOST, "peer" + i + ".ims.test");
        }
        try (var peer = RawPeer.connect(hss)) {
            peer.send(Frame.of(Frame.REQUEST, PeerCommands.CAPABILITIES, 0, 1, 1, out.octets()));
            assertThat(result(peer.receive())).isEqualTo(BaseResult.AVP_OCCURS_TOO_MANY_TIMES);
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void no_common_application_is_5010() throws IOException {
        var out = new AvpWriter();
        for (var avp : Avp.list(RawPeer.capabilities("stranger"))) {
            if (avp.code() != BaseAvps.AUTH_APPLICATION_ID.code()) {
                out.avp(avp);
            }
        }
        out.avp(BaseAvps.AUTH_APPLICATION_ID, 16_777_217L);
        try (var peer = RawPeer.connect(hss)) {
            peer.send(Frame.of(Frame.REQUEST, PeerCommands.CAPABILITIES, 0, 1, 1, out.octets()));
            assertThat(result(peer.receive())).isEqualTo(BaseResult.NO_COMMON_APPLICATION);
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void a_request_before_the_cer_is_hung_up_on() throws IOException {
        try (var peer = RawPeer.connect(hss)) {
            peer.send(request(good()));
            assertThat(peer.hungUpOn()).isTrue();
        }
    }

    @Test
    void an_address_not_allowed_is_hung_up_on() throws IOException {
        try (var closed = DiameterServer.create(server("closed").allowing(from -> false))
                        .start();
                var socket = new Socket("127.0.0.1", closed.address().getPort())) {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
