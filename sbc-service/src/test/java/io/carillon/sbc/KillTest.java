package io.carillon.sbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.rx.AaRequest;
import io.carillon.diameter.rx.SpecificAction;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sdp.ng.NgCommand;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Addresses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A border that is a process of its own dies by kill -9 in the middle of calls: another one goes on with them. */
class KillTest extends GmTest {
    private static final String OFFER = sdp("10.0.0.1", 4000);
    private static final String ANSWER = sdp("10.0.0.2", 5000);
    private static final String NAME = "pcscf.visited.example";

    /** The S-CSCF of a call that nobody answers. */
    private final Peer caller = opened(Peer.udp("caller"));

    private final Entries directory = new Entries(SBC.bean(CuratorFramework.class));
    private Process victim;
    private InetSocketAddress access;
    private InetSocketAddress inner;

    /** An answered call that passed the victim; what the core got and the phone heard. */
    private record Talk(Peer phone, SipRequest invite, SipResponse ok, AaRequest session) {}

    @BeforeEach
    void another() throws Exception {
        SBC.forgetCalls();
        directory.enter(cscf());
        directory.enter(relay.node());
        directory.enter(PCRF.node());
        victim = process();
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().until(this::addresses);
        await().atMost(Duration.ofSeconds(30)).until(() -> PCRF.isConnected("sbc-victim"));
    }

    private boolean addresses() throws Exception {
        var entry = directory.read("sbc", "sbc-victim");
        access = address(entry, "access");
        inner = address(entry, "sip");
        return true;
    }

    private static InetSocketAddress address(String entry, String wire) {
        var found = Pattern.compile("\"" + wire + "\":\"([^:]+):(\\d+)\"").matcher(entry);
        if (!found.find()) {
            throw new IllegalStateException(entry);
        }
        return new InetSocketAddress(found.group(1), Integer.parseInt(found.group(2)));
    }

    private Process process() throws IOException {
        var command = Sbc.arguments("sbc-victim");
        command.removeIf(argument -> argument.startsWith("--carillon.directory.root="));
        command.addFirst(SbcApplication.class.getName());
        command.addAll(
                0,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")));
        command.addAll(List.of("--carillon.directory.root=" + directory.root(), "--carillon.sbc.access-name=" + NAME));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "victim.log").toFile())
                .start();
    }

    @AfterEach
    void over() throws InterruptedException {
        victim.destroyForcibly().waitFor();
    }

    private SipRequest registered(Peer phone, InetSocketAddress border) {
        var contact = phone.contact() + ";+sip.instance=\"<urn:uuid:" + phone.name + ">\"";
        phone.send(register(phone).set(HeaderName.CONTACT, contact), border);
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        return register;
    }

    /** The phone calls through the victim. */
    private Talk talk(Peer phone) {
        registered(phone, access);
        phone.send(invite(phone, OFFER).append(HeaderName.SUPPORTED, "timer"), access);
        var invite = core.expect("INVITE");
        core.reply(
                invite, with(fromCore(invite, 200), ANSWER).append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac"));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), access);
        core.expect("ACK");
        return new Talk(phone, invite, ok, PCRF.expectAar(phone.identity()));
    }

    @Test
    void answered_calls_go_on_over_a_kill() throws InterruptedException {
        var changed = talk(phone());
        var ended = talk(phone());
        var aborted = talk(phone());
        var without = talk(phone());
        var ringing = rings(phone());
        var rung = phone();
        var unanswered = isRung(rung);
        var moved = talk(opened(Peer.tcp(phone().name, access)));
        var called = phone();
        var path = registered(called, access).first(HeaderName.PATH).orElseThrow();
        assertThat(changed.ok().all(HeaderName.RECORD_ROUTE).getLast()).isEqualTo("<sip:" + NAME + ";leg=o;lr>");
        assertThat(path).contains(";node=sbc-victim");
        dies();
        SBC.look();
        isWrittenOff(ringing);
        stopsRinging(rung, unanswered);
        isTakenOver(aborted);
        losesItsBearers(without);
        relay.forget();

        refreshes(changed);
        changes(changed);
        ends(changed.phone(), changed.ok(), SBC.access());
        assertThat(relay.expect(NgCommand.Delete.class).callId())
                .contains(changed.ok().callId());
        PCRF.expectStr(changed.session());

        core.send(core.inDialog("BYE", 1, ended.invite()), SBC.core());
        ended.phone().reply(ended.phone().expect("BYE"), 200);
        core.expect(200);
        PCRF.expectStr(ended.session());
        await().untilAsserted(() -> assertThat(SBC.records(ended.ok().callId()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.cause()).isEqualTo("BYE 200");
                    assertThat(record.answer()).isNotNull();
                }));

        followsItsDevice(moved);

        core.send(inviteTowards(called, path, OFFER), SBC.core());
        called.reply(called.expect("INVITE"), 486);
        core.expect(486);
    }

    /** Its neighbour has known it, and lost it. */
    private void dies() throws InterruptedException {
        var listed = new NodeInfo("sbc", "sbc-victim", Map.of("sip", Addresses.text(inner)), 100, 0);
        NODES.put(listed);
        victim.destroyForcibly().waitFor();
        NODES.remove(listed);
    }

    /** The policy function hears who speaks for the session now, and its ASR comes there. */
    private void isTakenOver(Talk call) {
        var phone = call.phone();
        assertThat(PCRF.expectAar(phone.identity()).sessionId())
                .isEqualTo(call.session().sessionId());
        PCRF.abort(call.session().sessionId());
        phone.reply(phone.expect("BYE"), 200);
        core.reply(core.awaits("BYE"), 200);
        PCRF.expectStr(call.session());
    }

    /** TS 29.214 §4.4.6.3. */
    private void losesItsBearers(Talk call) {
        PCRF.tells(call.session().sessionId(), SpecificAction.INDICATION_OF_RELEASE_OF_BEARER);
        call.phone().reply(call.phone().expect("BYE"), 200);
        core.reply(core.awaits("BYE"), 200);
        PCRF.expectStr(call.session());
    }

    /** The phone calls through the victim, and has heard early media. */
    private Talk rings(Peer phone) {
        registered(phone, access);
        phone.send(invite(phone, OFFER), access);
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 183), ANSWER));
        return new Talk(phone, invite, phone.expect(183), PCRF.expectAar(phone.identity()));
    }

    /** A phone behind the victim is called; the INVITE as it hears it. */
    private SipRequest isRung(Peer phone) {
        var path = registered(phone, access).first(HeaderName.PATH).orElseThrow();
        caller.send(
                caller.request("INVITE", "sip:" + phone.name + "@" + phone.sentBy())
                        .append(HeaderName.ROUTE, path)
                        .append(HeaderName.P_ASSERTED_IDENTITY, "<" + caller.identity() + ">"),
                inner);
        var invite = phone.expect("INVITE");
        phone.reply(invite, 180);
        caller.expect(180);
        await().until(() ->
                !SBC.redis().keys("sbc:call:" + invite.callId() + "*").isEmpty());
        return invite;
    }

    /** RFC 3261 §9.1: the CANCEL of the very INVITE that the victim sent, so that the phone knows it. */
    private void stopsRinging(Peer phone, SipRequest invite) {
        var cancel = phone.expect("CANCEL");
        assertThat(cancel.first(HeaderName.VIA)).isEqualTo(invite.first(HeaderName.VIA));
        assertThat(cancel.uri()).isEqualTo(invite.uri());
        assertThat(caller.expect(480).callId()).isEqualTo(invite.callId());
    }

    /** Nobody will hear its answer: the transaction went with the node. What was held for it goes, and it has a record. */
    private void isWrittenOff(Talk call) {
        PCRF.expectStr(call.session());
        assertThat(core.awaits("CANCEL").via().branch())
                .isEqualTo(call.invite().via().branch());
        assertThat(call.phone().expect(480).first(HeaderName.REASON))
                .hasValueSatisfying(why -> assertThat(why).contains("node gone"));
        await().untilAsserted(() -> assertThat(SBC.records(call.invite().callId()))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.cause()).isEqualTo("REFUSED 503");
                    assertThat(record.answer()).isNull();
                    assertThat(record.extra()).containsEntry("reason", "node gone");
                }));
    }

    /** RFC 4028 §7.4. */
    private void refreshes(Talk call) {
        var phone = call.phone();
        phone.send(
                phone.inDialog("UPDATE", 2, call.ok())
                        .append(HeaderName.SUPPORTED, "timer")
                        .append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac"),
                SBC.access());
        var update = core.expect("UPDATE");
        assertThat(update.all(HeaderName.ROUTE)).containsExactly(SCSCF);
        core.reply(update, core.answer(update, 200).append(HeaderName.SESSION_EXPIRES, "1800;refresher=uac"));
        assertThat(phone.expect(200).has(HeaderName.SESSION_EXPIRES)).isTrue();
    }

    /** The relay knows the call by the same name, the policy function by the same session. */
    private void changes(Talk call) {
        var phone = call.phone();
        phone.send(phone.inDialog("INVITE", 3, call.ok()).body("application/sdp", sdp("10.0.0.1", 4010)), SBC.access());
        var again = core.expect("INVITE");
        assertThat(again.bodyText()).contains("c=IN IP4 " + Relay.ADDRESS);
        core.reply(again, with(fromCore(again, 200), ANSWER));
        phone.expect(200);
        phone.send(phone.inDialog("ACK", 3, call.ok()), SBC.access());
        core.expect("ACK");
        var offer = relay.expect(NgCommand.Offer.class);
        assertThat(relay.expect(NgCommand.Answer.class).callId()).isEqualTo(offer.callId());
        assertThat(PCRF.expectAar(phone.identity()).sessionId())
                .isEqualTo(call.session().sessionId());
    }

    /** A connection dies with its border; the phone opens one to another, and what is for its call goes there. */
    private void followsItsDevice(Talk call) {
        var again = opened(Peer.tcp(call.phone().name, SBC.access()));
        registered(again, SBC.access());
        core.send(core.inDialog("UPDATE", 1, call.invite()), SBC.core());
        again.reply(again.expect("UPDATE"), 200);
        core.expect(200);
        core.send(core.inDialog("BYE", 2, call.invite()), SBC.core());
        again.reply(again.expect("BYE"), 200);
        core.expect(200);
        PCRF.expectStr(call.session());
    }

    private void ends(Peer phone, SipResponse ok, InetSocketAddress border) {
        phone.send(phone.inDialog("BYE", 9, ok), border);
        core.reply(core.expect("BYE"), 200);
        phone.expect(200);
    }
}
