package io.carillon.testkit.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIP peers around a proxy. */
class LadderTest {
    private static final String BOB = "sip:bob@home.example";

    private Ladder ladder;
    private FakeSipPeer ue;
    private FakeSipPeer server;
    private PassingNode node;

    @BeforeEach
    void start() throws Exception {
        begin(Ladder.around("Proxy"));
    }

    private void begin(Ladder fresh) throws Exception {
        ladder = fresh;
        ue = ladder.sipPeer("UE");
        server = ladder.sipPeer("Server");
        node = new PassingNode(server.address());
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        ladder.close();
    }

    private void message() {
        ue.sends(ue.request("MESSAGE", BOB, "sip:alice@home.example").build(), node.address());
    }

    @Test
    void a_ladder_that_goes_as_told_is_drawn(@TempDir Path folder) throws Exception {
        message();
        server.receives("MESSAGE").replies(200);
        ue.receives(200);
        ladder.note("UE", "reads it");

        ladder.ends();
        var file = folder.resolve("message.md");
        ladder.draws(FlowFile.at(file, true), "A message", "RFC 3428.");
        assertThat(Files.readString(file)).isEqualTo("""
                # A message

                RFC 3428.

                ```mermaid
                sequenceDiagram
                    participant UE
                    participant Proxy
                    participant Server
                    UE->>Proxy: MESSAGE
                    Proxy->>Server: MESSAGE
                    Server->>Proxy: 200 OK (MESSAGE)
                    Proxy->>UE: 200 OK (MESSAGE)
                    Note over UE: reads it
                ```
                """);
    }

    @Test
    void another_answer_than_told_shows_both_ladders() {
        message();
        server.receives("MESSAGE").replies(486);
        assertThatThrownBy(() -> ue.receives(200))
                .isInstanceOf(LadderMismatch.class)
                .hasMessageContaining("Proxy -> UE  200, but Proxy -> UE  486 Busy Here (MESSAGE) came")
                .hasMessageContaining("expected")
                .hasMessageContaining("| Server -> Proxy  486 Busy Here (MESSAGE)");
    }

    @Test
    void a_message_that_nobody_named_spoils_the_end() {
        message();
        server.receives("MESSAGE").replies(200);
        assertThatThrownBy(() -> {
                    while (true) {
                        ladder.ends();
                        Thread.onSpinWait();
                    }
                })
                .isInstanceOf(LadderMismatch.class)
                .hasMessageContaining("nothing more, but there is Proxy -> UE  200 OK (MESSAGE)");
    }

    @Test
    void what_does_not_come_is_told_when_its_time_is_over() throws Exception {
        stop();
        begin(Ladder.around("Proxy", Duration.ofMillis(200)));
        assertThatThrownBy(() -> server.receives("INVITE"))
                .isInstanceOf(LadderMismatch.class)
                .hasMessageContaining("Proxy -> Server  INVITE, but nothing came");
    }

    @Test
    void what_belongs_to_one_hop_is_no_arrow() {
        ue.sends(ue.request("INVITE", BOB, "sip:alice@home.example").build(), node.address());
        server.receives("INVITE").replies(486);
        ue.receives(486);
        message();
        server.receives("MESSAGE").replies(202);
        ue.receives(202);
        ladder.ends();
    }

    @Test
    void a_call_is_acknowledged_and_ended() {
        var invite = ue.request("INVITE", BOB, "sip:alice@home.example").build();
        ue.sends(invite, node.address());
        var called = server.receives("INVITE");
        called.replies(180);
        ue.receives(180);
        called.replies(200, reply -> reply.append(HeaderName.SERVER, "fake"));
        var answer = ue.receives(200);
        assertThat(answer.first(HeaderName.CONTACT)).contains(server.contact());
        var dialog = Dialog.uac(invite, answer);
        ue.acknowledges(dialog.ack(1).build(), node.address());
        server.receives("ACK");
        ue.sends(dialog.request("BYE").build(), node.address());
        server.receives("BYE").replies(200);
        ue.receives(200);
        assertThat(called.dialog().state().callId()).isEqualTo(invite.callId());
        ladder.ends();
    }

    @Test
    void a_call_is_given_up() {
        var call = ue.sends(ue.request("INVITE", BOB, "sip:alice@home.example").build(), node.address());
        var called = server.receives("INVITE");
        called.replies(180);
        ue.receives(180);
        ue.cancels(call);
        server.receives("CANCEL");
        called.replies(487);
        ue.receives(487);
        ladder.ends();
    }

    @Test
    void a_peer_can_be_a_proxy_itself() throws Exception {
        try (var last = ladder.sipPeer("Last");
                var second = new PassingNode(last.address())) {
            message();
            var passing = server.receives("MESSAGE");
            passing.forwards(second.address());
            last.receives("MESSAGE").replies(200);
            passing.relays(server.receives(200));
            ue.receives(200);
        }
    }

    @Test
    void octets_go_as_they_are() {
        ue.sendsRaw("garbage", "no SIP at all".getBytes(StandardCharsets.US_ASCII), node.address());
        message();
        server.receives("MESSAGE").replies(200);
        ue.receives(200);
        ladder.ends();
    }

    @Test
    void what_was_before_the_beginning_is_off_stage() {
        message();
        server.receives("MESSAGE").replies(200);
        ue.receives(200);
        ladder.begin();
        ladder.ends();
    }
}
