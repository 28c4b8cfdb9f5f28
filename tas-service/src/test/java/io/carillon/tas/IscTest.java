package io.carillon.tas;

import io.carillon.identity.Impu;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.directory.StaticNodes;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.tas.diversion.DiversionRules;
import io.carillon.tas.simservs.ServiceData;
import io.carillon.tas.simservs.Simservs;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A TAS between two sides of the S-CSCF on ISC, and an OCS: all real sockets. One node for all tests that need no node of
 * their own; their users have names of their own.
 */
abstract class IscTest {
    static final HandClock CLOCK = new HandClock();
    static final Records RECORDS = new Records();
    static final Ocs OCS = new Ocs();
    /** The way to the users' phones outside of calls. */
    static final Peer ICSCF = new Peer("icscf");

    static final StaticNodes NODES =
            StaticNodes.of(OCS.node(), new NodeInfo("cscf", "cscf-1", Map.of("sip", ICSCF.sentBy()), 100, 0));
    static final String ODI = ";lr;odi=x1>";

    private static final AtomicInteger USERS = new AtomicInteger();
    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\n";
    private static final Tas SHARED = started();

    final Peer caller = new Peer("caller");
    final Peer callee = new Peer("callee");
    final String user = user("u" + USERS.incrementAndGet());

    private static Tas started() {
        return Tas.start(
                        "tas-1",
                        NODES,
                        RECORDS,
                        CLOCK,
                        "--carillon.tas.charging-deadline=10s",
                        "--carillon.tas.country-code=49",
                        "--carillon.tas.lease=1s",
                        "--carillon.tas.ringing=700ms")
                .charged();
    }

    static Tas tas() {
        return SHARED;
    }

    static String user(String name) {
        return "sip:" + name + "@" + Tas.HOME;
    }

    @BeforeEach
    void forget() {
        OCS.reset();
        RECORDS.then(() -> {});
        CLOCK.begin();
    }

    @AfterEach
    void close() {
        caller.close();
        callee.close();
    }

    void rules(DiversionRules rules) {
        services(services -> services.with(rules.in(services.diversion())));
    }

    /** What the user has set. */
    void services(UnaryOperator<Simservs> change) {
        tas().bean(ServiceData.class).update(Impu.parse(user), change);
    }

    SipRequest originating(String to) {
        return send("<" + user + ">;sescase=orig;regstate=reg", to, UnaryOperator.identity());
    }

    SipRequest terminating() {
        return terminating(UnaryOperator.identity());
    }

    SipRequest terminating(UnaryOperator<RequestEdit> change) {
        return send("<" + user + ">;sescase=term;regstate=reg", user, change);
    }

    SipRequest send(String served, String to, UnaryOperator<RequestEdit> change) {
        return caller.send(change.apply(invite(served, to).edit()).build(), tas().sip());
    }

    /** As the S-CSCF sends it to the TAS: the second Route leads back to it. */
    SipRequest invite(String served, String to) {
        return caller.request("INVITE", to)
                .edit()
                .append(HeaderName.ROUTE, "<sip:tas." + Tas.HOME + ";lr>")
                .append(HeaderName.ROUTE, "<sip:" + callee.sentBy() + ODI)
                .append(HeaderName.P_SERVED_USER, served)
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + user("alice") + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"icid-1\";orig-ioi=home")
                .append(HeaderName.P_ACCESS_NETWORK_INFO, "3GPP-E-UTRAN-FDD")
                .body("application/sdp", SDP)
                .build();
    }

    /** The called side answers, the caller acknowledges; both are in the call then. */
    SipResponse answer(SipRequest invite) {
        return answer(invite, tas());
    }

    SipResponse answer(SipRequest invite, Tas node) {
        callee.reply(invite, 200);
        var answer = caller.expect(200);
        caller.send(caller.next("ACK", 1, answer), node.sip());
        callee.expect("ACK");
        return answer;
    }

    /** A whole call, from the answer on. */
    void talk(SipRequest onward) {
        callerHangsUp(answer(onward));
    }

    /** The called side refuses, and gets its ACK. */
    void refuse(SipRequest invite, int status) {
        callee.reply(invite, status);
        callee.expect("ACK");
    }

    void callerHangsUp(SipResponse answer) {
        callerHangsUp(answer, tas());
    }

    void callerHangsUp(SipResponse answer, Tas node) {
        caller.send(caller.next("BYE", 2, answer), node.sip());
        caller.expect(200);
        callee.reply(callee.expect("BYE"), 200);
    }

    static List<String> history(SipRequest invite) {
        return invite.all(HeaderName.HISTORY_INFO);
    }
}
