package io.carillon.sbc;

import io.carillon.diameter.BaseResult;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One border for all tests of this JVM, between phones and a core that each test plays. */
abstract class GmTest {
    static final StaticNodes NODES = new StaticNodes();
    static final Pcrf PCRF = new Pcrf();
    static final Sbc SBC = started();

    static final String SCSCF = "<sip:scscf." + Sbc.HOME + ";node=cscf-1;lr>";
    static final String SERVICE_ROUTE = "<sip:orig@scscf." + Sbc.HOME + ";lr>";
    static final String BOB = "sip:bob@" + Sbc.HOME;
    private static final AtomicInteger USERS = new AtomicInteger();

    final List<Peer> open = new ArrayList<>();
    /** I-CSCF, S-CSCF and all that is behind them. */
    final Peer core = opened(Peer.udp("core"));

    final Relay relay = new Relay("rtpproxy-1");

    private static Sbc started() {
        NODES.put(PCRF.node());
        var sbc = Sbc.start(
                        "sbc-1",
                        NODES,
                        "--carillon.sbc.lines[0].address=127.0.0.42",
                        "--carillon.sbc.lines[0].name=line-42")
                .withPolicy();
        NODES.put(node(sbc, "sbc-1"));
        return sbc;
    }

    static NodeInfo node(Sbc sbc, String id) {
        return new NodeInfo("sbc", id, Map.of("sip", "127.0.0.1:" + sbc.core().getPort()), 100, 0);
    }

    @BeforeEach
    void fresh() {
        NODES.put(relay.node());
        PCRF.result = BaseResult.SUCCESS;
        NODES.put(cscf());
    }

    NodeInfo cscf() {
        return new NodeInfo("cscf", "cscf-1", Map.of("sip", core.sentBy()), 100, 0);
    }

    @AfterEach
    void close() {
        open.forEach(Peer::close);
        relay.close();
    }

    Peer opened(Peer peer) {
        open.add(peer);
        return peer;
    }

    /** A phone nobody else is. */
    Peer phone() {
        return opened(Peer.udp("user" + USERS.incrementAndGet()));
    }

    Peer tcpPhone() {
        return opened(Peer.tcp("user" + USERS.incrementAndGet(), SBC.access()));
    }

    static RequestEdit register(Peer phone) {
        return phone.request("REGISTER", "sip:" + Sbc.HOME).set(HeaderName.TO, "<" + phone.identity() + ">");
    }

    /** The registrar's consent. */
    static ResponseEdit granted(SipRequest register, Peer phone, int seconds) {
        return register.reply(200)
                .toTag("registrar")
                .append(HeaderName.CONTACT, phone.contact() + ";expires=" + seconds)
                .append(HeaderName.SERVICE_ROUTE, SERVICE_ROUTE)
                .append(HeaderName.P_ASSOCIATED_URI, "<" + phone.identity() + ">")
                .append(HeaderName.P_ASSOCIATED_URI, "<" + tel(phone) + ">");
    }

    static String tel(Peer phone) {
        return "tel:+1555" + phone.name.substring(4);
    }

    /** A phone that has registered; the REGISTER as the home network got it. */
    SipRequest registered(Peer phone) {
        phone.send(register(phone), SBC.access());
        var register = core.expect("REGISTER");
        core.reply(register, granted(register, phone, 600));
        phone.expect(200);
        return register;
    }

    Peer registeredPhone() {
        var phone = phone();
        registered(phone);
        return phone;
    }

    /** The Path that the registrar keeps for this phone. */
    String path(Peer phone) {
        return registered(phone).first(HeaderName.PATH).orElseThrow();
    }

    static String sdp(String host, int port) {
        return "v=0\r\no=- 1 1 IN IP4 " + host + "\r\ns=-\r\nc=IN IP4 " + host + "\r\nt=0 0\r\nm=audio " + port
                + " RTP/AVP 8 101\r\nb=AS:80\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n";
    }

    static RequestEdit invite(Peer caller, String sdp) {
        var invite = caller.request("INVITE", BOB);
        return sdp.isEmpty() ? invite : invite.body("application/sdp", sdp);
    }

    /** An answer from behind the S-CSCF, which stays in the path. */
    ResponseEdit fromCore(SipRequest request, int status) {
        var answer = core.answer(request, status);
        return status > 100 && status < 300 ? answer.prepend(HeaderName.RECORD_ROUTE, SCSCF) : answer;
    }

    static ResponseEdit with(ResponseEdit answer, String sdp) {
        return answer.body("application/sdp", sdp);
    }

    /** A request for the phone with this Path, as the S-CSCF sends it. */
    RequestEdit towards(Peer phone, String path, String method) {
        return core.request(method, "sip:" + phone.name + "@" + phone.sentBy())
                .append(HeaderName.ROUTE, path)
                .append(HeaderName.P_CALLED_PARTY_ID, "<" + phone.identity() + ">")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + core.identity() + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"icid-" + phone.name + "\";orig-ioi=" + Sbc.HOME);
    }

    RequestEdit inviteTowards(Peer phone, String path, String sdp) {
        var invite = towards(phone, path, "INVITE").append(HeaderName.RECORD_ROUTE, SCSCF);
        return sdp.isEmpty() ? invite : invite.body("application/sdp", sdp);
    }

    /** A call that the phone made and the core answered; the 200 as the phone got it. */
    SipResponse called(Peer phone) {
        phone.send(invite(phone, sdp("10.0.0.1", 4000)), SBC.access());
        var invite = core.expect("INVITE");
        core.reply(invite, with(fromCore(invite, 200), sdp("10.0.0.2", 5000)));
        var ok = phone.expect(200);
        phone.send(phone.inDialog("ACK", 1, ok), SBC.access());
        core.expect("ACK");
        return ok;
    }
}
