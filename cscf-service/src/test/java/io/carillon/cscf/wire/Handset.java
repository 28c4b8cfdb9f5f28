package io.carillon.cscf.wire;

import io.carillon.identity.aka.Usim;
import io.carillon.sip.auth.Aka;
import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.DigestClient;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transport.Hop;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A phone behind an SBC: its REGISTERs as the P-CSCF sends them on. */
final class Handset {
    private static final String REGISTRAR = "sip:" + Cluster.HOME;

    final Subscriber user;
    final Peer sbc;
    final String contact;
    String password;
    Usim usim = new Usim(Subscriber.K, Subscriber.OPC);
    private final DigestClient digest;
    private final String callId = UUID.randomUUID().toString();
    private int cseq;

    Handset(Subscriber user, Peer sbc, String device) {
        this.user = user;
        this.sbc = sbc;
        this.contact = "sip:" + user.name + "-" + device + "@192.0.2.7:5060";
        this.password = user.password;
        this.digest = new DigestClient(user.impi);
    }

    /** Registers this device for an hour, and answers the challenge. */
    SipResponse registers(Hop cscf) {
        return registers(cscf, "<" + contact + ">;expires=3600", UnaryOperator.identity());
    }

    SipResponse registers(Hop cscf, String contactValue, UnaryOperator<RequestEdit> change) {
        return answers(cscf, register(contactValue, change), sbc.asks(register(contactValue, change), cscf));
    }

    /** The answer to a challenge: a new REGISTER with credentials. */
    SipResponse answers(Hop cscf, SipRequest register, SipResponse challenged) {
        return challenged.status() == 401 ? sbc.asks(proven(register, challenged), cscf) : challenged;
    }

    SipRequest register(String contactValue, UnaryOperator<RequestEdit> change) {
        var edit = SipRequest.create("REGISTER", REGISTRAR)
                .append(HeaderName.MAX_FORWARDS, 70)
                .append(HeaderName.FROM, "<" + user.impu + ">;tag=" + user.name)
                .append(HeaderName.TO, "<" + user.impu + ">")
                .append(HeaderName.CALL_ID, callId)
                .append(HeaderName.CSEQ, ++cseq + " REGISTER")
                .append(HeaderName.REQUIRE, "path")
                .append(HeaderName.PATH, "<sip:term@127.0.0.1:" + sbc.port() + ";lr>")
                .append(HeaderName.P_VISITED_NETWORK_ID, "\"" + Cluster.HOME + "\"")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=" + callId);
        if (!contactValue.isEmpty()) {
            edit.append(HeaderName.CONTACT, contactValue);
        }
        return change.apply(edit).build();
    }

    SipRequest proven(SipRequest register, SipResponse challenged) {
        var challenge = Challenge.parse(
                        challenged.first(HeaderName.WWW_AUTHENTICATE).orElseThrow())
                .orElseThrow();
        var credentials = challenge.algorithm().isAka() ? akaAnswer(challenge) : digestAnswer(challenge);
        return register.edit().set(HeaderName.AUTHORIZATION, credentials).build();
    }

    private String digestAnswer(Challenge challenge) {
        return digest.answer(challenge, "REGISTER", REGISTRAR, password).toString();
    }

    private String akaAnswer(Challenge challenge) {
        var nonce = Aka.read(challenge.nonce()).orElseThrow();
        return switch (usim.authenticate(nonce.rand(), nonce.autn())) {
            case Usim.Verdict.Accepted accepted ->
                digest.answer(challenge, "REGISTER", REGISTRAR, accepted.res()).toString();
            case Usim.Verdict.OutOfSync lost ->
                digest.resynchronise(challenge, "REGISTER", REGISTRAR, lost.auts())
                        .toString();
            case Usim.Verdict.NotGenuine ignored -> throw new AssertionError("The network is not genuine");
        };
    }

    /** A request of the user as the P-CSCF sends it: with the Service-Route and the asserted identity. */
    RequestEdit request(String method, String uri) {
        return sbc.request(method, uri, user.impu)
                .append(HeaderName.ROUTE, "<sip:orig@scscf." + Cluster.HOME + ";lr>")
                .append(HeaderName.P_ASSERTED_IDENTITY, "<" + user.impu + ">")
                .append(HeaderName.P_CHARGING_VECTOR, "icid-value=" + UUID.randomUUID());
    }
}
