package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.SubscriptionIdType;
import io.carillon.diameter.ro.RequestType;
import io.carillon.node.cdr.CdrEvent;
import io.carillon.sip.message.HeaderName;
import io.carillon.tas.simservs.Simservs;
import io.carillon.tas.simservs.Simservs.Restriction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of a served user: credit, call, charge, record (TS 32.260 §5.3.2). */
class OriginatingTest extends IscTest {
    @Test
    void credit_is_asked_for_before_the_call_goes_on_and_paid_at_its_end() {
        OCS.answers(request -> {
            if (request.type() == RequestType.INITIAL_REQUEST) {
                assertThat(callee.hasMore())
                        .as("INVITE went on before its credit")
                        .isFalse();
            }
            return Ocs.granted(request, 3_600);
        });
        var invite = originating(user("bob"));

        var initial = OCS.expect(RequestType.INITIAL_REQUEST);
        assertThat(initial.number()).isZero();
        assertThat(initial.serviceContextId()).isEqualTo("32260@3gpp.org");
        assertThat(initial.multipleServicesIndicator()).contains(true);
        assertThat(initial.subscriptionIds()).singleElement().satisfies(payer -> {
            assertThat(payer.type()).isEqualTo(SubscriptionIdType.SIP_URI);
            assertThat(payer.data()).isEqualTo(user);
        });

        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(user("bob"));
        assertThat(onward.all(HeaderName.ROUTE)).containsExactly("<sip:" + callee.sentBy() + ODI);
        assertThat(onward.first(HeaderName.CONTACT)).contains("<sip:tas." + Tas.HOME + ";node=tas-1>");
        assertThat(onward.callId()).isNotEqualTo(invite.callId());
        assertThat(onward.maxForwards()).isEqualTo(69);
        assertThat(onward.has(HeaderName.HISTORY_INFO)).isFalse();
        callee.reply(onward, 180);
        caller.expect(180);
        var answer = answer(onward);

        CLOCK.advance(Duration.ofMillis(61_500));
        callerHangsUp(answer);

        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(1);
        assertThat(last.envelope().sessionId()).isEqualTo(initial.envelope().sessionId());
        assertThat(Ocs.seconds(last)).as("a second begun counts").isEqualTo(62);

        var record = RECORDS.expect(invite.callId());
        assertThat(record.kind()).isEqualTo(CdrEvent.Kind.CALL);
        assertThat(record.role()).isEqualTo(CdrEvent.Role.ORIG);
        assertThat(record.servedUser()).isEqualTo(user);
        assertThat(record.callee()).isEqualTo(user("bob"));
        assertThat(record.icid()).isEqualTo("icid-1");
        assertThat(record.cause()).isEqualTo("BYE 200");
        assertThat(record.node()).isEqualTo("tas-1");
        assertThat(record.answer()).isNotNull().isEqualTo(record.end().minusMillis(61_500));
        assertThat(record.extra()).containsEntry("accessNetwork", "3GPP-E-UTRAN-FDD");
    }

    /** A node that dies before the 200 is asked for it again, or another one is; after it, never. */
    @Test
    void the_record_is_kept_before_who_hangs_up_hears_of_it() {
        originating(user("bob"));
        var answer = answer(callee.expect("INVITE"));
        RECORDS.then(() -> ICSCF.send(ICSCF.request("OPTIONS", user("caller")), caller.address()));

        caller.send(caller.next("BYE", 2, answer), tas().sip());

        caller.expect("OPTIONS");
        caller.expect(200);
        callee.reply(callee.expect("BYE"), 200);
    }

    @Test
    void the_called_side_may_hang_up() {
        var invite = originating(user("bob"));
        var onward = callee.expect("INVITE");
        answer(onward);

        callee.send(callee.next("BYE", 1, onward), tas().sip());
        callee.expect(200);
        caller.reply(caller.expect("BYE"), 200);

        OCS.expect(RequestType.INITIAL_REQUEST);
        OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(RECORDS.expect(invite.callId()).cause()).isEqualTo("BYE 200");
    }

    @Test
    void what_another_node_needs_is_stored_before_the_answer_leaves() {
        var invite = originating(user("bob"));
        callee.reply(callee.expect("INVITE"), 200);
        var answer = caller.expect(200);

        var key = "tas:call:" + invite.callId() + "/" + answer.toTag().orElseThrow();
        assertThat(tas().redis().opsForValue().get(key)).contains("ro.session").contains("ro.number");

        caller.send(caller.next("ACK", 1, answer), tas().sip());
        callee.expect("ACK");
        callerHangsUp(answer);
        RECORDS.expect(invite.callId());
        OCS.expect(RequestType.INITIAL_REQUEST);
        OCS.expect(RequestType.TERMINATION_REQUEST);
        await().until(() -> "ended".equals(tas().redis().opsForValue().get(key)));
    }

    @Test
    void a_call_that_nobody_takes_is_closed_without_use() {
        var invite = originating(user("bob"));
        refuse(callee.expect("INVITE"), 486);

        caller.expect(486);
        var initial = OCS.expect(RequestType.INITIAL_REQUEST);
        var last = OCS.expect(RequestType.TERMINATION_REQUEST);
        assertThat(last.number()).isEqualTo(1);
        assertThat(last.envelope().sessionId()).isEqualTo(initial.envelope().sessionId());
        assertThat(Ocs.seconds(last)).isZero();
        assertThat(last.serviceInformation().orElseThrow().ims().orElseThrow().causeCode())
                .contains(486);
        var record = RECORDS.expect(invite.callId());
        assertThat(record.cause()).isEqualTo("REFUSED 486");
        assertThat(record.answer()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "service"})
    void who_has_no_credit_does_not_call(String level) {
        OCS.answers(request -> level.equals("command")
                ? Ocs.refused(request, BaseResult.CREDIT_LIMIT_REACHED)
                : Ocs.serviceRefused(request));
        originating(user("bob"));

        caller.expect(402);
        assertThat(callee.hasMore()).isFalse();
    }

    @Test
    void a_number_is_called_as_it_was_dialled_and_a_number_pays_as_one() {
        send("<tel:+4930123456>;sescase=orig", "tel:+49301234", edit -> edit);

        var payer = OCS.expect(RequestType.INITIAL_REQUEST).subscriptionIds().getFirst();
        assertThat(payer.type()).isEqualTo(SubscriptionIdType.E164);
        assertThat(payer.data()).isEqualTo("4930123456");
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo("tel:+49301234");
        callerHangsUp(answer(onward));
    }

    @Test
    void who_diverted_a_call_pays_for_its_way_on_and_the_caller_stays_who_it_is() {
        services(data -> data.with(new Simservs.Identity(true, Restriction.PERMANENT, true, Restriction.PERMANENT)));
        var invite = send(
                "<" + user + ">;orig-cdiv",
                user("carol"),
                edit -> edit.append(HeaderName.HISTORY_INFO, "<" + user + ">;index=1")
                        .append(HeaderName.HISTORY_INFO, "<" + user("carol") + ";cause=302>;index=1.1;mp=1"));
        var onward = callee.expect("INVITE");
        assertThat(onward.from().uri()).isEqualTo(invite.from().uri());
        assertThat(onward.has(HeaderName.PRIVACY)).isFalse();
        var ims = OCS.expect(RequestType.INITIAL_REQUEST);
        assertThat(ims.subscriptionIds().getFirst().data()).isEqualTo(user);
        callerHangsUp(answer(onward));
        var record = RECORDS.expect(invite.callId());
        assertThat(record.servedUser()).isEqualTo(user);
        assertThat(record.caller()).isEqualTo(user("alice"));
        assertThat(record.callee()).isEqualTo(user("carol"));
        assertThat(record.extra().get("history")).isEqualTo(user + " " + user("carol") + ";cause=302");
    }

    @Test
    void the_record_tells_what_a_biller_asks_for() {
        var invite = send(
                "<" + user + ">;sescase=orig;regstate=reg",
                user("bob"),
                edit -> edit.append(HeaderName.P_VISITED_NETWORK_ID, "visited.example"));
        var onward = callee.expect("INVITE");
        callee.reply(
                onward,
                200,
                edit -> edit.append(HeaderName.P_ASSERTED_IDENTITY, "<tel:+4930123>")
                        .append(HeaderName.P_ACCESS_NETWORK_INFO, "IEEE-802.11")
                        .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"icid-1\";orig-ioi=home;term-ioi=peer")
                        .body("application/sdp", ANSWER));
        var answer = caller.expect(200);
        caller.send(caller.next("ACK", 1, answer), tas().sip());
        callee.expect("ACK");
        CLOCK.advance(Duration.ofMillis(61_234));
        caller.send(
                caller.next("BYE", 2, answer)
                        .edit()
                        .append(HeaderName.REASON, "Q.850;cause=16")
                        .build(),
                tas().sip());
        callee.reply(callee.expect("BYE"), 200);

        var record = RECORDS.expect(invite.callId());
        assertThat(Duration.between(record.answer(), record.end())).isEqualTo(Duration.ofMillis(61_234));
        assertThat(record.icid()).isEqualTo("icid-1");
        assertThat(record.extra())
                .containsEntry("requested", user("bob"))
                .containsEntry("accessNetwork", "3GPP-E-UTRAN-FDD")
                .containsEntry("calledAccessNetwork", "IEEE-802.11")
                .containsEntry("visitedNetwork", "visited.example")
                .containsEntry("origIoi", "home")
                .containsEntry("termIoi", "peer")
                .containsEntry("connected", "tel:+4930123")
                .containsEntry("media", "audio video(sendonly)")
                .containsEntry("codec", "AMR-WB H264")
                .containsEntry("calledCallId", onward.callId())
                .containsEntry("releasedBy", "caller")
                .containsEntry("reason", "Q.850;cause=16");
    }

    private static final String ANSWER = """
            v=0
            o=- 1 1 IN IP4 192.0.2.2
            s=-
            c=IN IP4 192.0.2.2
            t=0 0
            m=audio 49170 RTP/AVP 97
            a=rtpmap:97 AMR-WB/16000
            m=video 49172 RTP/AVP 99
            a=rtpmap:99 H264/90000
            a=sendonly
            m=text 0 RTP/AVP 100
            a=rtpmap:100 t140/1000
            """.replace("\n", "\r\n");
}
