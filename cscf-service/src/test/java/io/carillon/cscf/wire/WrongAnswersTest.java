package io.carillon.cscf.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cscf.scscf.Bindings;
import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Octets;
import io.carillon.diameter.OtherResult;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.MultimediaAuthRequest;
import io.carillon.diameter.cx.ServerAssignmentAnswer;
import io.carillon.diameter.cx.ServerAssignmentRequest;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import io.carillon.identity.Impu;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An HSS that answers wrongly or late is a server's failure, never the user's; the next good answer is taken. */
class WrongAnswersTest {
    private final Cluster core = Cluster.shared();
    private final Peer sbc = new Peer("sbc");
    private final Subscriber alice = core.hss.add(Subscriber.digest("alice"));
    private final Handset phone = new Handset(alice, sbc, "a");

    @AfterEach
    void the_next_good_answer_is_taken() {
        alice.wrongly.clear();
        assertThat(phone.registers(core.cscf(1)).status()).isEqualTo(200);
        sbc.close();
    }

    private int registers() {
        return phone.registers(core.cscf(1)).status();
    }

    private void nothingIsKept() {
        assertThat(core.bean(1, Bindings.class).find(Impu.parse(alice.impu))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "tel:+4930", "sip:", "http://scscf", "sip:a b"})
    void an_assigned_server_that_is_none(String name) {
        alice.wrongly.put(
                UserAuthorizationRequest.class,
                UserAuthorizationAnswer.draft()
                        .result(ThreeGppResult.SUBSEQUENT_REGISTRATION)
                        .set(CxAvps.SERVER_NAME, name)
                        .build());
        assertThat(registers()).isEqualTo(504);
        nothingIsKept();
    }

    @ParameterizedTest
    @CsvSource({"2002, 200", "3004, 504", "4002, 504", "5012, 504", "5999, 504", "7, 504"})
    void a_result_that_uar_does_not_know(long code, int status) {
        alice.wrongly.put(
                UserAuthorizationRequest.class,
                UserAuthorizationAnswer.draft().result(result(code)).build());
        assertThat(registers()).isEqualTo(status);
    }

    private static Result result(long code) {
        return Stream.of(BaseResult.values())
                .filter(each -> each.code() == code)
                .<Result>map(each -> each)
                .findFirst()
                .orElseGet(() -> new OtherResult(0, code));
    }

    private static Stream<MultimediaAuthAnswer> authenticationData() {
        var short16 = Octets.of(new byte[16]);
        var full = Octets.of(new byte[32]);
        return Stream.of(
                        Stream.<SipAuthDataItem>of(),
                        Stream.of(SipAuthDataItem.asking(SipAuthDataItem.AKA)),
                        Stream.of(SipAuthDataItem.aka(1, short16, short16, short16, short16)),
                        Stream.of(SipAuthDataItem.aka(1, full, Octets.of(new byte[0]), short16, short16)),
                        Stream.of(digest("MD5", "")),
                        Stream.of(digest("MD5", "not hexadecimal at all, is it?..")),
                        Stream.of(digest("SHA-256", "0".repeat(63))))
                .map(items -> MultimediaAuthAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .addAll(CxAvps.SIP_AUTH_DATA_ITEM, items.toList())
                        .build());
    }

    private static SipAuthDataItem digest(String algorithm, String ha1) {
        return SipAuthDataItem.digest(SipDigestAuthenticate.of(Cluster.HOME, algorithm, "auth", ha1));
    }

    @ParameterizedTest
    @MethodSource("authenticationData")
    void nothing_that_a_user_could_be_challenged_with(MultimediaAuthAnswer answer) {
        alice.wrongly.put(MultimediaAuthRequest.class, answer);
        assertThat(registers()).isEqualTo(504);
        nothingIsKept();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<IMSSubscription>",
                "<IMSSubscription/>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><IMSSubscription><PrivateID>&e;</PrivateID>"
                        + "</IMSSubscription>"
            })
    void a_profile_that_cannot_be_read(String profile) {
        alice.wrongly.put(
                ServerAssignmentRequest.class,
                ServerAssignmentAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .set(CxAvps.USER_DATA, profile)
                        .build());
        assertThat(registers()).isEqualTo(500);
        nothingIsKept();
    }

    @Test
    void no_profile_and_that_of_somebody_else() {
        alice.wrongly.put(
                ServerAssignmentRequest.class,
                ServerAssignmentAnswer.draft().result(BaseResult.SUCCESS).build());
        assertThat(registers()).isEqualTo(500);
        var bob = core.hss.add(Subscriber.digest("bob"));
        alice.wrongly.put(
                ServerAssignmentRequest.class,
                ServerAssignmentAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .set(CxAvps.USER_DATA, bob.profile.xml())
                        .build());
        assertThat(registers()).isEqualTo(403);
        nothingIsKept();
        assertThat(core.bean(1, Bindings.class).find(Impu.parse(bob.impu))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nobody, 504", "sip:scscf.elsewhere.invalid, 504"})
    void a_callee_at_a_server_that_is_none(String name, int status) {
        assertThat(registers()).isEqualTo(200);
        var bob = core.hss.add(Subscriber.digest("bob"));
        bob.wrongly.put(
                LocationInfoRequest.class,
                LocationInfoAnswer.draft()
                        .result(BaseResult.SUCCESS)
                        .set(CxAvps.SERVER_NAME, name)
                        .build());
        assertThat(sbc.asks(phone.request("MESSAGE", bob.impu).build(), core.cscf(1))
                        .status())
                .isEqualTo(status);
    }

    /** The answer comes when nobody waits for it any more, while the next ones are asked. */
    @ParameterizedTest
    @ValueSource(classes = {UserAuthorizationRequest.class, MultimediaAuthRequest.class, ServerAssignmentRequest.class})
    void a_late_answer_disturbs_nobody(Class<?> command) {
        alice.lateTo = command;
        assertThat(registers()).isEqualTo(504);
        nothingIsKept();
        alice.lateTo = Void.class;
        for (int i = 0; i < 3; i++) {
            assertThat(registers()).isEqualTo(200);
        }
    }
}
