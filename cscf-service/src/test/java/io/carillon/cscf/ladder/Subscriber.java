package io.carillon.cscf.ladder;

import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ScscfRestorationInfo;
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
import io.carillon.testkit.ladder.FakeSipPeer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A subscriber: what the phone sends by way of its P-CSCF, and what the HSS knows. Of its own for each test. */
final class Subscriber {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final byte[] K = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OPC = "fedcba9876543210".getBytes(StandardCharsets.US_ASCII);
    private static final String PASSWORD = "open sesame";
    private static final String REALM = "sip:" + Stage.HOME;

    final String name;
    final String impi;
    final String impu;
    final String tel;
    final UserData data;
    private final Stage stage;
    private final FakeSipPeer sbc;
    private final DigestClient digest;
    private final Usim usim = new Usim(K, OPC, new Sqn(1 << 20));
    private final String callId = UUID.randomUUID().toString();
    private Sqn sqn = new Sqn(1 << 20);
    private int cseq;

    /** What the S-CSCF gave into the HSS's keeping. */
    volatile Optional<ScscfRestorationInfo> kept = Optional.empty();

    Subscriber(Stage stage, String name) {
        this(stage, stage.sbc, name);
    }

    /** @param sbc where the phone is */
    Subscriber(Stage stage, FakeSipPeer sbc, String name) {
        int number = COUNT.incrementAndGet();
        this.stage = stage;
        this.sbc = sbc;
        this.name = name + "-ladder" + number;
        this.impi = this.name + "@" + Stage.HOME;
        this.impu = "sip:" + impi;
        this.tel = "tel:+1556%07d".formatted(number);
        this.data = new UserData(impi).identity(impu).identity(tel);
        this.digest = new DigestClient(impi);
    }

    String contact(int device) {
        return "sip:" + name + "@192.0.2." + device + ":5060";
    }

    String path() {
        return "<sip:" + name + "-flow@sbc." + Stage.HOME + ";node=" + (sbc == stage.sbc ? "sbc-1" : "sbc-2") + ";lr>";
    }

    /** The first REGISTER as the P-CSCF sends it on. */
    SipRequest register() {
        return register(
                        "Digest username=\"" + impi + "\",realm=\"" + Stage.HOME + "\",uri=\"" + REALM
                                + "\",nonce=\"\",response=\"\"",
                        600)
                .build();
    }

    RequestEdit register(String authorization, long expires) {
        return SipRequest.create(Method.REGISTER, REALM)
                .append(HeaderName.ROUTE, "<sip:icscf." + Stage.HOME + ";lr>")
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + impu + ">;tag=" + ResponseEdit.newTag())
                .append(HeaderName.TO, "<" + impu + ">")
                .append(HeaderName.CALL_ID, callId)
                .append(HeaderName.CSEQ, ++cseq + " REGISTER")
                .append(HeaderName.CONTACT, "<" + contact(1) + ">;expires=" + expires)
                .append(HeaderName.PATH, path())
                .append(HeaderName.REQUIRE, "path")
                .append(HeaderName.P_VISITED_NETWORK_ID, "\"" + Stage.HOME + "\"")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + UUID.randomUUID() + "\"")
                .append(HeaderName.AUTHORIZATION, authorization);
    }

    String ha1() {
        return Digest.ha1(Algorithm.MD5, impi, Stage.HOME, PASSWORD);
    }

    String passwordAnswer(SipResponse challenged) {
        return passwordAnswer(challenged, PASSWORD);
    }

    String passwordAnswer(SipResponse challenged, String password) {
        return digest.answer(challenge(challenged), Method.REGISTER, REALM, password)
                .header()
                .toString();
    }

    /** The USIM's answer: RES, or AUTS if the SQN is not fresh. */
    String usimAnswer(SipResponse challenged) {
        var challenge = challenge(challenged);
        var nonce = Aka.read(challenge.nonce()).orElseThrow();
        var credentials = switch (usim.authenticate(nonce.rand(), nonce.autn())) {
            case Usim.Verdict.Accepted accepted -> digest.answer(challenge, Method.REGISTER, REALM, accepted.res());
            case Usim.Verdict.OutOfSync(var auts) -> digest.resynchronise(challenge, Method.REGISTER, REALM, auts);
            case Usim.Verdict.NotGenuine() -> throw new AssertionError("MAC-A is wrong");
        };
        return credentials.header().toString();
    }

    private static Challenge challenge(SipResponse challenged) {
        return Challenge.parse(challenged.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .orElseThrow();
    }

    /** A vector of an HSS that lost its count. */
    AkaVector staleVector() {
        return vector(new Sqn(32));
    }

    AkaVector vector() {
        sqn = sqn.next();
        return vector(sqn);
    }

    private static AkaVector vector(Sqn at) {
        return AkaVector.generate(new Milenage(K, OPC), at, new byte[2], new byte[16]);
    }

    /** What the HSS makes of AUTS. */
    AkaVector resynchronised(byte[] rand, byte[] auts) {
        sqn = AkaVector.resynchronise(new Milenage(K, OPC), rand, auts).orElseThrow();
        return vector();
    }

    /** Registers these devices off stage, by number, each with its q. */
    Subscriber registered(String... contacts) {
        return registered(edit -> edit, contacts);
    }

    /** As {@link #registered}, one flow of several (RFC 5626). */
    Subscriber outbound(String contact) {
        return registered(
                edit -> edit.append(HeaderName.SUPPORTED, "outbound")
                        .set(HeaderName.PATH, path().replace(";lr", ";lr;ob")),
                contact);
    }

    private Subscriber registered(UnaryOperator<RequestEdit> change, String... contacts) {
        stage.hss.always(UserAuthorizationRequest.class, request -> Cx.capabilities());
        stage.hss.always(MultimediaAuthRequest.class, request -> Cx.digest(Stage.HOME, ha1()));
        stage.hss.always(ServerAssignmentRequest.class, request -> {
            kept = request.scscfRestorationInfo();
            return Cx.profile(data.xml());
        });
        sbc.sends(register(), stage.cscf());
        var second = register(passwordAnswer(sbc.receives(401)), 600);
        if (contacts.length > 0) {
            second.setAll(HeaderName.CONTACT, List.of(contacts));
        }
        sbc.sends(change.apply(second).build(), stage.cscf());
        sbc.receives(200);
        stage.hss.scripted();
        return this;
    }

    /** A request of this subscriber as the P-CSCF sends it on. */
    RequestEdit request(String method, String target) {
        return sbc.request(method, target, impu)
                .append(HeaderName.ROUTE, "<sip:orig@scscf." + Stage.HOME + ";lr>")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + impu + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=\"" + UUID.randomUUID() + "\"");
    }
}
