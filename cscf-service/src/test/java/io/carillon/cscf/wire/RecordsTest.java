package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cscf.scscf.accounting.Sessions;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.node.cdr.CdrEvent.Kind;
import io.carillon.node.cdr.CdrEvent.Role;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The S-CSCF's charging records: one for each user that it serves in a session, however that ends (TS 32.260 §5.2.2). */
class RecordsTest {
    private static final String MEDIA = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
            + "m=audio 4000 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n";
    private static final String ACCESS = "3GPP-E-UTRAN-FDD;utran-cell-id-3gpp=2620100001";

    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Peer as = new Peer("as");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Subscriber bob = core.hss.add(Subscriber.digest("bob"));
    private final Subscriber carol = core.hss.add(Subscriber.digest("carol"));
    private final Handset caller = new Handset(alice, sbc, "a");

    private void registered() {
        Stream.of(caller, new Handset(bob, sbc, "b"), new Handset(carol, sbc, "c"))
                .forEach(phone -> phone.registers(core.cscf(1)));
    }

    @AfterEach
    void close() {
        sbc.close();
        as.close();
    }

    private SipRequest invite() {
        return caller.request("INVITE", bob.impu)
                .append(HeaderName.P_ACCESS_NETWORK_INFO, ACCESS)
                .build();
    }

    private SipResponse answered(SipRequest invite) {
        var exchange = sbc.starts(invite, core.cscf(1));
        var arrived = sbc.receives("INVITE");
        arrived.respond(sbc.reply(arrived, 200)
                .append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac")
                .body("application/sdp", MEDIA)
                .build());
        return Answers.last(exchange);
    }

    private void hangsUp(SipRequest invite, SipResponse ok, int cscf) {
        var ending = sbc.starts(Dialog.uac(invite, ok).request("BYE").build(), core.cscf(cscf));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
    }

    private List<CdrEvent> records(SipRequest invite, int count) {
        await().untilAsserted(() -> assertThat(core.records(invite.callId())).hasSize(count));
        return core.records(invite.callId());
    }

    @Test
    void each_party_has_a_record_with_the_same_charging_identifier() {
        registered();
        var invite = invite();
        hangsUp(invite, answered(invite), 2);
        var both = records(invite, 2);
        assertThat(both).extracting(CdrEvent::role).containsExactly(Role.ORIG, Role.TERM);
        assertThat(both).extracting(CdrEvent::servedUser).containsExactly(alice.impu, bob.impu);
        assertThat(both).extracting(CdrEvent::id).doesNotHaveDuplicates();
        assertThat(both).allSatisfy(record -> {
            assertThat(record.kind()).isEqualTo(Kind.CONTROL);
            assertThat(record.icid()).isNotEmpty().isEqualTo(both.getFirst().icid());
            assertThat(record.caller()).isEqualTo(alice.impu);
            assertThat(record.callee()).isEqualTo(bob.impu);
            assertThat(record.answer()).isNotNull();
            assertThat(record.cause()).isEqualTo("BYE 200");
            assertThat(record.extra())
                    .containsEntry("function", "S-CSCF")
                    .containsEntry("releasedBy", "caller")
                    .containsEntry("origIoi", Cluster.HOME)
                    .containsEntry("termIoi", Cluster.HOME)
                    .containsEntry("accessNetwork", ACCESS)
                    .containsEntry("media", "audio")
                    .containsEntry("codec", "PCMA");
        });
        assertThat(core.bean(1, Sessions.class).overdue(core.clock.instant().plus(Duration.ofDays(2)), 1_000))
                .as("nothing is left of it")
                .noneMatch(name -> core.bean(1, Sessions.class)
                        .find(name)
                        .filter(each -> each.callId().equals(invite.callId()))
                        .isPresent());
    }

    @Test
    void a_change_of_media_stands_in_it_with_its_time() {
        registered();
        var invite = invite();
        var ok = answered(invite);
        var changing = sbc.starts(
                Dialog.uac(invite, ok)
                        .request("INVITE")
                        .body("application/sdp", MEDIA)
                        .build(),
                core.cscf(2));
        var again = sbc.receives("INVITE");
        again.respond(sbc.reply(again, 200)
                .body("application/sdp", MEDIA + "a=recvonly\r\n")
                .build());
        assertThat(Answers.last(changing).status()).isEqualTo(200);
        hangsUp(invite, ok, 1);
        assertThat(records(invite, 2))
                .allSatisfy(
                        record -> assertThat(record.extra().get("mediaChanges")).endsWith(" audio(recvonly)"));
    }

    @Test
    void who_is_refused_and_who_gives_up_have_theirs_too() {
        registered();
        var refused = invite();
        var exchange = sbc.starts(refused, core.cscf(1));
        sbc.replies(sbc.receives("INVITE"), 486);
        assertThat(Answers.last(exchange).status()).isEqualTo(486);
        assertThat(records(refused, 2)).allSatisfy(record -> {
            assertThat(record.cause()).isEqualTo("REFUSED 486");
            assertThat(record.answer()).isNull();
        });

        var given = invite();
        var ringing = sbc.starts(given, core.cscf(1));
        var arrived = sbc.receives("INVITE");
        sbc.replies(arrived, 180);
        assertThat(Answers.progress(ringing).status()).isEqualTo(180);
        arrived.onCancel(() -> sbc.replies(arrived, 487));
        ringing.cancel();
        assertThat(records(given, 2))
                .allSatisfy(record -> assertThat(record.cause()).isEqualTo("CANCELLED 487"));

        var unknown = caller.request("INVITE", "sip:nobody@" + Cluster.HOME).build();
        assertThat(sbc.asks(unknown, core.cscf(1)).status()).isEqualTo(404);
        assertThat(records(unknown, 1))
                .allSatisfy(record -> assertThat(record.cause()).isEqualTo("REFUSED 404"));
    }

    /** The border ends a call that lost its media: nobody has hung up. */
    @Test
    void the_reason_of_who_ends_the_call_in_their_place_is_told() {
        registered();
        var invite = invite();
        var ok = answered(invite);
        var bye = Dialog.uac(invite, ok)
                .request("BYE")
                .append(HeaderName.REASON, "SIP;cause=503;text=\"no media\"")
                .build();
        var ending = sbc.starts(bye, core.cscf(1));
        sbc.replies(sbc.receives("BYE"), 200);
        assertThat(Answers.last(ending).status()).isEqualTo(200);
        assertThat(records(invite, 2)).allSatisfy(record -> {
            assertThat(record.cause()).isEqualTo("RELEASED 503");
            assertThat(record.extra()).containsEntry("releasedBy", "network");
        });
    }

    /** An application server that is a proxy brings the same dialog past us again. */
    @Test
    void a_server_in_the_way_doubles_nothing() {
        alice.profile.asks(10, "INVITE", 0, as.uri());
        registered();
        var invite = invite();
        var exchange = sbc.starts(invite, core.cscf(1));
        var asked = as.receives("INVITE");
        var onward = as.passesOn(asked.request(), core.cscf(2));
        sbc.replies(sbc.receives("INVITE"), 200);
        as.passesBack(onward, asked);
        hangsUp(invite, Answers.last(exchange), 1);
        assertThat(records(invite, 2)).extracting(CdrEvent::servedUser).containsExactly(alice.impu, bob.impu);
    }

    @Test
    void who_forwards_a_call_has_one_for_the_way_on() {
        bob.profile.asks(10, "INVITE", 1, as.uri());
        registered();
        var invite = invite();
        sbc.starts(invite, core.cscf(1));
        var asked = as.receives("INVITE");
        as.passesOn(asked.request().edit().uri(carol.impu).build(), core.cscf(1));
        sbc.replies(sbc.receives("INVITE"), 603);
        as.replies(asked, 603);
        assertThat(records(invite, 4))
                .extracting(record -> record.servedUser() + " " + record.extra().get("sessionCase"))
                .containsExactlyInAnyOrder(
                        alice.impu + " originating",
                        bob.impu + " terminating-registered",
                        bob.impu + " originating-cdiv",
                        carol.impu + " terminating-registered");
    }
}
