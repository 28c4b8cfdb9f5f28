package io.carillon.cscf;

import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.identity.aka.AkaVector;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.Digest;
import io.carillon.sip.auth.DigestClient;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.ResponseEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A subscriber: what the phone sends by way of its P-CSCF, and what the HSS knows of it. */
final class Phone {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final byte[] K = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] OPC = "fedcba9876543210".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final String PASSWORD = "open sesame";

    final String name;
    final String impi;
    final String impu;
    final String tel;
    final Profile profile;
    private final Core core;
    private final DigestClient digest;
    private final Usim usim = new Usim(K, OPC);
    private final String callId = UUID.randomUUID().toString();
    private Sqn sqn = new Sqn(64);
    private int cseq;

    /** A subscriber of its own for each test: the store outlives it. */
    Phone(Core core, String name) {
        int number = COUNT.incrementAndGet();
        this.core = core;
        this.name = name + number;
        this.impi = this.name + "@" + Core.HOME;
        this.impu = "sip:" + this.name + "@" + Core.HOME;
        this.tel = "tel:+1555%07d".formatted(number);
        this.profile = new Profile(impi).identity(impu).identity(tel);
        this.digest = new DigestClient(impi);
    }

    String contactUri() {
        return "sip:" + name + "@192.0.2.1:5060";
    }

    /** The REGISTER as the P-CSCF sends it on. */
    RequestEdit register(String authorization, long expires) {
        return SipRequest.create(Method.REGISTER, "sip:" + Core.HOME)
                .append(HeaderName.ROUTE, "<sip:icscf." + Core.HOME + ";lr>")
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + impu + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + impu + ">")
                .append(HeaderName.CALL_ID, callId)
                .append(HeaderName.CSEQ, ++cseq + " REGISTER")
                .append(HeaderName.CONTACT, "<" + contactUri() + ">;expires=" + expires)
                .append(HeaderName.PATH, path())
                .append(HeaderName.REQUIRE, "path")
                .append(HeaderName.P_VISITED_NETWORK_ID, "\"" + Core.HOME + "\"")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + UUID.randomUUID() + "\"")
                .append(HeaderName.AUTHORIZATION, authorization);
    }

    String path() {
        return "<sip:" + name + "-flow@sbc." + Core.HOME + ";node=sbc-1;lr>";
    }

    String unanswered() {
        return "Digest username=\"" + impi + "\",realm=\"" + Core.HOME + "\",uri=\"sip:" + Core.HOME
                + "\",nonce=\"\",response=\"\"";
    }

    String ha1() {
        return Digest.ha1(Algorithm.MD5, impi, Core.HOME, PASSWORD);
    }

    String answer(SipResponse challenged) {
        return answer(challenged, PASSWORD);
    }

    String answer(SipResponse challenged, String password) {
        return digest.answer(challenge(challenged), Method.REGISTER, "sip:" + Core.HOME, password)
                .header()
                .toString();
    }

    /** The USIM's answer: RES, or AUTS if it does not take the SQN. */
    String akaAnswer(SipResponse challenged) {
        var challenge = challenge(challenged);
        var nonce = Aka.read(challenge.nonce()).orElseThrow();
        var uri = "sip:" + Core.HOME;
        var credentials = switch (usim.authenticate(nonce.rand(), nonce.autn())) {
            case Usim.Verdict.Accepted accepted -> digest.answer(challenge, Method.REGISTER, uri, accepted.res());
            case Usim.Verdict.OutOfSync(var auts) -> digest.resynchronise(challenge, Method.REGISTER, uri, auts);
            case Usim.Verdict.NotGenuine() -> throw new AssertionError("MAC-A is wrong");
        };
        return credentials.header().toString();
    }

    private static Challenge challenge(SipResponse challenged) {
        return Challenge.parse(challenged.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .orElseThrow();
    }

    AkaVector vector() {
        sqn = sqn.next();
        return AkaVector.generate(new Milenage(K, OPC), sqn, new byte[2], new byte[16]);
    }

    /** A vector whose SQN the USIM has seen long ago. */
    AkaVector staleVector() {
        usim.authenticate(vector().rand(), vectorAt(new Sqn(1 << 20)).autn());
        return vectorAt(new Sqn(32));
    }

    private static AkaVector vectorAt(Sqn at) {
        return AkaVector.generate(new Milenage(K, OPC), at, new byte[2], new byte[16]);
    }

    /** What the HSS makes of AUTS. */
    AkaVector resynchronised(byte[] rand, byte[] auts) {
        sqn = AkaVector.resynchronise(new Milenage(K, OPC), rand, auts).orElseThrow();
        return vector();
    }

    /** Registers off stage, from another contact if one is given. */
    Phone registered(String... contact) {
        core.hss.always(UserAuthorizationRequest.class, request -> Cx.capabilities());
        core.hss.always(MultimediaAuthRequest.class, request -> Cx.digest(Core.HOME, ha1()));
        core.hss.always(ServerAssignmentRequest.class, request -> Cx.profile(profile.xml()));
        var first = register(unanswered(), 600).build();
        core.sbc.sends(first, core.address());
        var challenged = core.sbc.receives(401);
        var second = register(answer(challenged), 600);
        if (contact.length > 0) {
            second.setAll(HeaderName.CONTACT, java.util.List.of(contact));
        }
        core.sbc.sends(second.build(), core.address());
        core.sbc.receives(200);
        core.hss.scripted();
        return this;
    }

    /** Answers LIR for this user off stage. */
    void located() {
        core.hss.always(LocationInfoRequest.class, request -> Cx.at(Core.SCSCF));
    }

    /** A request by this subscriber as the P-CSCF sends it on. */
    RequestEdit request(String method, String target) {
        return core.sbc
                .request(method, target, impu)
                .append(HeaderName.ROUTE, "<sip:orig@scscf." + Core.HOME + ";lr>")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + impu + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + UUID.randomUUID() + "\"");
    }
}
