package io.carillon.rtpproxy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sdp.ng.NgMessage;
import io.carillon.sdp.ng.NgValue.Dict;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datagrams as another SIP server's rtpengine module writes them, octet for octet. */
class NgServerTest {
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 8\r\na=candidate:1 1 UDP 1 127.0.0.1 4000 typ host\r\n";

    private Relay relay;
    private DatagramSocket client;

    @BeforeEach
    void open() throws IOException {
        relay = new Relay(64);
        client = new DatagramSocket(new InetSocketAddress(Phone.LOOPBACK, 0));
    }

    @AfterEach
    void close() {
        client.close();
        relay.close();
    }

    private void send(String datagram) throws IOException {
        Phone.send(client, datagram.getBytes(StandardCharsets.ISO_8859_1), relay.server.local());
    }

    private NgMessage ask(String datagram) throws IOException {
        send(datagram);
        return NgMessage.decode(Phone.receive(client));
    }

    private static String offer(String cookie, String callId) {
        return cookie + " d3:sdp" + SDP.length() + ":" + SDP
                + "3:ICE6:remove5:flagsl13:trust-addresse7:replacel6:origine"
                + "7:call-id" + callId.length() + ":" + callId + "13:received-froml3:IP49:127.0.0.1e"
                + "8:from-tag2:t17:command5:offere";
    }

    @Test
    void a_ping_is_ponged() throws IOException {
        send("5323_1 d7:command4:pinge");
        assertThat(new String(Phone.receive(client), StandardCharsets.ISO_8859_1))
                .isEqualTo("5323_1 d6:result4:ponge");
    }

    @Test
    void a_foreign_servers_call_runs_from_offer_to_delete() throws IOException {
        Dict offered = ask(offer("1_1", "c1")).body();
        assertThat(offered.text("result")).hasValue("ok");
        assertThat(offered.text("sdp").orElseThrow())
                .startsWith("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n")
                .contains("a=rtcp:")
                .doesNotContain("candidate")
                .doesNotContain("m=audio 4000 ");

        Dict answered = ask(offer("1_2", "c1").replace("7:command5:offer", "6:to-tag2:t27:command6:answer"))
                .body();
        assertThat(answered.text("result")).hasValue("ok");

        Dict queried = ask("1_3 d7:call-id2:c17:command5:querye").body();
        assertThat(queried.dict("tags").orElseThrow().entries()).containsOnlyKeys("t1", "t2");
        assertThat(queried.dict("totals").flatMap(totals -> totals.dict("RTP"))).isPresent();

        assertThat(ask("1_4 d7:command4:liste").body().texts("calls")).containsExactly("c1");
        assertThat(ask("1_5 d7:command10:statisticse")
                        .body()
                        .dict("statistics")
                        .flatMap(all -> all.dict("currentstatistics"))
                        .map(current -> current.number("sessionsown").orElseThrow()))
                .hasValue(1L);

        Dict deleted = ask("1_6 d7:call-id2:c18:from-tag2:t17:command6:deletee").body();
        assertThat(deleted.text("result")).hasValue("ok");
        assertThat(deleted.dict("tags")).isPresent();
        assertThat(ask("1_7 d7:call-id2:c18:from-tag2:t17:command6:deletee")
                        .body()
                        .text("warning"))
                .isPresent();
    }

    @Test
    void a_command_sent_again_is_answered_alike_and_done_once() throws IOException {
        NgMessage first = ask(offer("2_1", "c2"));
        assertThat(ask(offer("2_1", "c2"))).isEqualTo(first);
        ask("2_2 d7:call-id2:c27:command6:deletee");
        assertThat(ask(offer("2_1", "c2"))).isEqualTo(first);
        assertThat(relay.calls.size()).isZero();
    }

    @Test
    void what_is_wrong_is_said_and_the_next_command_works() throws IOException {
        List<String> bad = List.of(
                "3_1 d3:sdp", // bencode ends early
                "3_2 li1ee", // no dictionary
                "3_3 de", // no command
                "3_4 d7:command5:offere", // no call-id
                "3_5 d7:command3:fooe", // no such command
                "3_6 d7:call-id1:x7:command5:querye", // no such call
                offer("3_7", "c3").replace("m=audio 4000", "m=audio x000"), // bad SDP
                offer("3_8", "c3").replace("6:remove", "5:force"), // ICE is not spoken here
                offer("3_9", "c3").replace("RTP/AVP 8", "SCTP/AVP "), // not RTP and too short
                offer("3_a", "c3").replace("9:127.0.0.1", "9:127.0.0.x"), // no address
                offer("3_b", "c3").replace("m=audio 4000 ", "m=audio 40/2 "), // two ports in one line
                offer("3_c", "c3").replace("5:flags", "18:transport-protocol8:RTP/SAVP5:flags")); // no SRTP here
        for (String datagram : bad) {
            Dict answer = ask(datagram).body();
            assertThat(answer.text("result")).as(datagram).hasValue("error");
            assertThat(answer.text("error-reason").orElseThrow()).as(datagram).isNotBlank();
        }
        assertThat(relay.calls.size()).isZero();
        assertThat(ask(offer("3_z", "c3")).body().text("result")).hasValue("ok");
    }

    @Test
    void noise_is_survived() throws IOException {
        Random random = new Random(2223);
        byte[] good = offer("4_1", "c4").getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 2000; round++) {
            byte[] datagram = good.clone();
            for (int hits = random.nextInt(1, 8); hits > 0; hits--) {
                datagram[random.nextInt(datagram.length)] = (byte) random.nextInt(256);
            }
            Phone.send(client, datagram, relay.server.local());
            if (round % 20 == 0) {
                awaitPong("4_p" + round);
            }
        }
        awaitPong("4_z");
    }

    private void awaitPong(String cookie) throws IOException {
        send(cookie + " d7:command4:pinge");
        NgMessage last;
        do {
            last = NgMessage.decode(Phone.receive(client));
        } while (!last.cookie().equals(cookie));
        assertThat(last.body()).isEqualTo(Dict.builder().put("result", "pong").build());
    }
}
