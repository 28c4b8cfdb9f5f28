package io.carillon.suite;

import io.carillon.sip.auth.Challenge;
import io.carillon.sip.auth.DigestClient;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.testkit.CallPolicy;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeBuilder;
import io.carillon.testkit.UeCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What goes wrong with phones, each way with its own two users: made on the wire, by phones that behave so. */
final class Failures {
    private static final String SDP = "application/sdp";
    private static final String K = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";

    private final Office office;

    Failures(Office office) {
        this.office = office;
    }

    private static UeBuilder phone(String user) {
        return Office.phone(user).deadline(Duration.ofSeconds(60));
    }

    private static RequestEdit register(Ue phone, String authorization) {
        return phone.request(Method.REGISTER, "sip:" + House.DOMAIN)
                .set(HeaderName.TO, "<" + phone.impu() + ">")
                .append(
                        HeaderName.CONTACT,
                        "<sip:" + phone.name() + "@127.0.0.1:" + phone.address().getPort() + ">")
                .append(HeaderName.AUTHORIZATION, authorization);
    }

    private static String digest(String user, String more) {
        return "Digest username=\"" + Office.impi(user) + "\", realm=\"" + House.DOMAIN + "\", uri=\"sip:"
                + House.DOMAIN + "\", " + more;
    }

    private static String opening(String user) {
        return digest(user, "nonce=\"\", response=\"\"");
    }

    // Registrations: the user's name is all that a provocation gets, and its only trace.

    void nobody(String user) {
        try (var phone = phone(user).start()) {
            phone.attemptRegister();
        }
    }

    void wrongPassword(String user) {
        office.subscriber(user);
        try (var phone = phone(user).password("guessed").start()) {
            phone.attemptRegister();
        }
    }

    void anothersIdentity(String user) {
        office.subscriber(user);
        office.subscriber(user + "-other");
        try (var phone = phone(user).impi(Office.impi(user + "-other")).start()) {
            phone.attemptRegister();
        }
    }

    /** A USIM that does not accept the network's AUTN says so by an empty response (TS 24.229 §5.1.1.5.3). */
    void wrongKeyInTheSim(String user) {
        office.sim(user, K, OPC);
        answersTheChallenge(user, "algorithm=AKAv1-MD5, response=\"\"");
    }

    /** A phone that answers the challenge without having looked at it. */
    void wrongResponse(String user) {
        office.sim(user, K, OPC);
        var response = "0".repeat(32);
        answersTheChallenge(
                user, "algorithm=AKAv1-MD5, qop=auth, nc=00000001, cnonce=\"1\", response=\"" + response + "\"");
    }

    private static void answersTheChallenge(String user, String answer) {
        try (var phone = phone(user).start()) {
            var challenge = Challenge.strongest(
                            phone.ask(register(phone, opening(user)).build()).all(HeaderName.WWW_AUTHENTICATE))
                    .orElseThrow();
            phone.ask(register(phone, digest(user, "nonce=\"" + challenge.nonce() + "\", " + answer))
                    .build());
        }
    }

    void noAnswerToTheChallenge(String user) {
        office.subscriber(user);
        try (var phone = phone(user).start()) {
            phone.ask(register(phone, opening(user)).build());
        }
    }

    void tooShort(String user) {
        office.subscriber(user);
        try (var phone = phone(user).start()) {
            var register = register(phone, opening(user)).append(HeaderName.EXPIRES, 5);
            var challenge = Challenge.strongest(phone.ask(register.build()).all(HeaderName.WWW_AUTHENTICATE))
                    .orElseThrow();
            var answer = new DigestClient(Office.impi(user))
                    .answer(challenge, Method.REGISTER, "sip:" + House.DOMAIN, "secret-" + user);
            phone.ask(register(phone, answer.header().toString())
                    .append(HeaderName.EXPIRES, 5)
                    .build());
        }
    }

    // Calls: both phones are registered, the caller has the user's name.

    private void call(String user, CallPolicy policy, Consumer<Pair> story) {
        office.subscriber(user);
        office.subscriber(user + "-b");
        office.balance(user, 100_000);
        office.balance(user + "-b", 100_000);
        try (var caller = phone(user).start();
                var callee = phone(user + "-b").onCall(policy).start()) {
            caller.register();
            callee.register();
            story.accept(new Pair(caller, callee));
        }
    }

    /** Two phones. */
    record Pair(Ue caller, Ue callee) {
        UeCall calls() {
            return caller.call(callee.impu());
        }

        /** An INVITE as the caller's phone would not send it. */
        void asks(Consumer<RequestEdit> oddity) {
            var invite = caller.request(Method.INVITE, callee.impu())
                    .append(
                            HeaderName.CONTACT,
                            "<sip:" + caller.name() + "@127.0.0.1:"
                                    + caller.address().getPort() + ">")
                    .body(
                            SDP,
                            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                                    + "m=audio 49170 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n");
            oddity.accept(invite);
            caller.ask(invite.build());
        }

        UeCall answered() {
            var call = calls();
            callee.awaitCall().awaitAnswered();
            return call.awaitAnswered();
        }
    }

    /** The callee's phone says this and nothing else. */
    void refused(String user, int status) {
        call(user, CallPolicy.SILENT, pair -> {
            var call = pair.calls();
            pair.callee().awaitCall().refuse(status);
            call.awaitEnded();
        });
    }

    void rangAndNobodyCame(String user) {
        call(user, CallPolicy.RING, pair -> {
            var call = pair.calls().awaitRinging();
            pair.callee().awaitCall().refuse(480);
            call.awaitEnded();
        });
    }

    void gaveUp(String user) {
        call(user, CallPolicy.RING, pair -> {
            var call = pair.calls();
            var called = pair.callee().awaitCall();
            call.awaitRinging();
            call.hangUp();
            call.awaitEnded();
            called.awaitEnded(); // a phone that is switched off meanwhile would be another failure
        });
    }

    void gaveUpBeforeItRang(String user) {
        call(user, CallPolicy.SILENT, pair -> {
            var call = pair.calls();
            pair.callee().awaitCall();
            call.hangUp();
            call.awaitEnded();
        });
    }

    void calleeIsNotThere(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            pair.callee().deregister();
            pair.calls().awaitEnded();
        });
    }

    void nobodyHasThisName(String user) {
        call(
                user,
                CallPolicy.ANSWER,
                pair -> pair.caller().call(Office.impu(user + "-c")).awaitEnded());
    }

    /** A phone without a battery: it is registered, and hears nothing any more. */
    void calleeIsSilent(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            pair.callee().close();
            pair.calls().awaitEnded();
        });
    }

    void noAcknowledgement(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            pair.asks(invite -> {});
            pair.callee().awaitCall().awaitEnded(); // the network gives up
        });
    }

    void calleeVanishesInTheCall(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            var call = pair.answered();
            pair.callee().close();
            call.hangUp();
        });
    }

    void policyRefuses(String user) {
        office.policyRefuses(user);
        call(user, CallPolicy.ANSWER, pair -> pair.calls().awaitEnded());
    }

    void bearerIsLost(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            var call = pair.calls();
            var called = pair.callee().awaitCall().awaitAnswered();
            call.awaitAnswered();
            office.abort(user);
            call.awaitEnded();
            called.awaitEnded();
        });
    }

    void noCredit(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            office.balance(user, 0);
            pair.calls().awaitEnded();
        });
    }

    void barred(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            office.service(user, "outgoing-barring", barring(List.of()));
            pair.calls().awaitEnded();
        });
    }

    void anonymous(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            var anonymous = Map.of("type", "situation", "fact", "ANONYMOUS");
            office.service(user + "-b", "incoming-barring", barring(List.of(anonymous)));
            pair.asks(invite -> invite.append(HeaderName.PRIVACY, "id"));
        });
    }

    private static Map<String, Object> barring(List<Map<String, String>> conditions) {
        return Map.of("active", true, "rules", List.of(Map.of("id", "r1", "conditions", conditions, "allow", false)));
    }

    void odd(String user, Consumer<RequestEdit> oddity) {
        call(user, CallPolicy.ANSWER, pair -> pair.asks(oddity));
    }

    void withoutRegistration(String user) {
        call(user, CallPolicy.ANSWER, pair -> {
            pair.caller().deregister();
            pair.calls().awaitEnded();
        });
    }
}
