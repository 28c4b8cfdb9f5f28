package io.carillon.hss.cx;

import static io.carillon.diameter.BaseResult.AUTHORIZATION_REJECTED;
import static io.carillon.diameter.BaseResult.AVP_OCCURS_TOO_MANY_TIMES;
import static io.carillon.diameter.BaseResult.INVALID_AVP_VALUE;
import static io.carillon.diameter.BaseResult.MISSING_AVP;
import static io.carillon.diameter.BaseResult.SUCCESS;
import static io.carillon.diameter.BaseResult.UNABLE_TO_COMPLY;
import static io.carillon.diameter.ThreeGppResult.AUTH_SCHEME_NOT_SUPPORTED;
import static io.carillon.diameter.ThreeGppResult.FIRST_REGISTRATION;
import static io.carillon.diameter.ThreeGppResult.IDENTITIES_DONT_MATCH;
import static io.carillon.diameter.ThreeGppResult.IDENTITY_ALREADY_REGISTERED;
import static io.carillon.diameter.ThreeGppResult.USER_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Octets;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.hss.HssNode;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import io.carillon.identity.aka.Usim.Verdict;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the HSS refuses, and with which result (TS 29.228 §6.1, §6.3). */
class CxRefusalTest {
    private static HssNode hss;
    private static Scscf scscf;

    @BeforeAll
    static void start() {
        hss = HssNode.shared();
        scscf = new Scscf("cscf-1", hss);
    }

    @AfterAll
    static void stop() {
        scscf.close();
    }

    @Test
    void a_forged_resynchronisation_moves_nothing() {
        var user = TestSubscriber.withAka(hss);
        Usim usim = usim(new Sqn(0));
        var vector = scscf.mar(user.impi(), user.impu()).authData().getFirst();
        Octets forged = Octets.ofHex(vector.authenticate().orElseThrow().hex().substring(0, 32) + "ff".repeat(14));

        var after = scscf.mar(user.impi(), user.impu(), SipAuthDataItem.resynchronising(forged), 1);
        assertThat(answer(usim, after.authData().getFirst())).isInstanceOf(Verdict.Accepted.class);
        var tooShort = SipAuthDataItem.resynchronising(Octets.ofHex("0011"));
        assertThat(scscf.mar(user.impi(), user.impu(), tooShort, 1).result()).isEqualTo(INVALID_AVP_VALUE);
    }

    @Test
    void an_unknown_user_is_unknown_to_every_command() {
        String impi = "nobody@" + HssNode.HOME;
        String impu = "sip:nobody@" + HssNode.HOME;
        assertThat(scscf.uar(impi, impu).result()).isEqualTo(USER_UNKNOWN);
        assertThat(scscf.mar(impi, impu).result()).isEqualTo(USER_UNKNOWN);
        assertThat(scscf.sar(impi, impu, ServerAssignmentType.REGISTRATION).result())
                .isEqualTo(USER_UNKNOWN);
        assertThat(scscf.lir(impu).result()).isEqualTo(USER_UNKNOWN);
        assertThat(scscf.uar("no impi", "no impu").result()).isEqualTo(USER_UNKNOWN);
    }

    @Test
    void anothers_identity_does_not_match() {
        var alice = TestSubscriber.withAka(hss);
        var bob = TestSubscriber.withAka(hss);
        assertThat(scscf.uar(alice.impi(), bob.impu()).result()).isEqualTo(IDENTITIES_DONT_MATCH);
        assertThat(scscf.mar(alice.impi(), bob.impu()).result()).isEqualTo(IDENTITIES_DONT_MATCH);
        assertThat(scscf.sar(alice.impi(), bob.impu(), ServerAssignmentType.REGISTRATION)
                        .result())
                .isEqualTo(IDENTITIES_DONT_MATCH);
        assertThat(scscf.uar("nobody@" + HssNode.HOME, bob.impu()).result()).isEqualTo(USER_UNKNOWN);
    }

    @Test
    void a_wholly_barred_set_is_rejected_and_a_partly_barred_one_is_not() {
        var barred = TestSubscriber.named();
        hss.post("/api/v1/subscribers", """
                {"impi":"%s","impus":[{"impu":"%s","barred":true}],"password":"x"}""".formatted(barred.impi(), barred.impu()));
        assertThat(scscf.uar(barred.impi(), barred.impu()).result()).isEqualTo(AUTHORIZATION_REJECTED);

        var temporary = TestSubscriber.named();
        hss.post("/api/v1/subscribers", """
                {"impi":"%s","impus":[{"impu":"%s","barred":true},"%s"],"password":"x"}""".formatted(
                        temporary.impi(), temporary.impu(), temporary.tel().replace("tel:", "sip:") + "@home"));
        assertThat(scscf.uar(temporary.impi(), temporary.impu()).result()).isEqualTo(FIRST_REGISTRATION);
        scscf.mar(temporary.impi(), temporary.impu());
        assertThat(scscf.sar(temporary.impi(), temporary.impu(), ServerAssignmentType.REGISTRATION)
                        .userData()
                        .orElseThrow())
                .contains("<BarringIndication>1</BarringIndication><Identity>" + temporary.impu());
    }

    @Test
    void a_scheme_that_is_not_the_users_is_refused() {
        var user = TestSubscriber.withPassword(hss, "x");
        assertThat(scscf.mar(user.impi(), user.impu(), SipAuthDataItem.asking(SipAuthDataItem.AKA), 1)
                        .result())
                .isEqualTo(AUTH_SCHEME_NOT_SUPPORTED);
        assertThat(scscf.mar(user.impi(), user.impu(), SipAuthDataItem.asking("NASS-Bundled"), 1)
                        .result())
                .isEqualTo(AUTH_SCHEME_NOT_SUPPORTED);
        assertThat(scscf.mar(user.impi(), user.impu(), SipAuthDataItem.asking(SipAuthDataItem.SIP_DIGEST), 1)
                        .result())
                .isEqualTo(SUCCESS);
    }

    @Test
    void one_user_has_one_scscf() {
        var user = registered();
        try (var other = new Scscf("other-1", "sip:other." + HssNode.HOME, hss)) {
            var refused = other.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION);
            assertThat(refused.result()).isEqualTo(IDENTITY_ALREADY_REGISTERED);
            assertThat(refused.serverName()).contains(Scscf.NAME);
            assertThat(other.sar(user.impi(), user.impu(), ServerAssignmentType.NO_ASSIGNMENT)
                            .result())
                    .isEqualTo(UNABLE_TO_COMPLY);
            assertThat(other.sar(user.impi(), user.impu(), ServerAssignmentType.USER_DEREGISTRATION)
                            .result())
                    .isEqualTo(UNABLE_TO_COMPLY);
        }
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.NO_ASSIGNMENT)
                        .userData())
                .isPresent();
    }

    @Test
    void an_assignment_is_for_exactly_one_identity() {
        var user = TestSubscriber.withAka(hss);
        var impi = Optional.of(user.impi());
        assertThat(scscf.sar(impi, List.of(), ServerAssignmentType.REGISTRATION, false)
                        .result())
                .isEqualTo(MISSING_AVP);
        assertThat(scscf.sar(impi, List.of(user.impu(), user.tel()), ServerAssignmentType.REGISTRATION, false)
                        .result())
                .isEqualTo(AVP_OCCURS_TOO_MANY_TIMES);
        assertThat(scscf.sar(Optional.empty(), List.of(), ServerAssignmentType.USER_DEREGISTRATION, true)
                        .result())
                .isEqualTo(MISSING_AVP);
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.PGW_UPDATE)
                        .result())
                .isEqualTo(UNABLE_TO_COMPLY);
    }

    private static TestSubscriber registered() {
        var user = TestSubscriber.withAka(hss);
        scscf.mar(user.impi(), user.impu());
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION)
                        .result())
                .isEqualTo(SUCCESS);
        return user;
    }

    private static Usim usim(Sqn highest) {
        HexFormat hex = HexFormat.of();
        return new Usim(hex.parseHex(TestSubscriber.KI), hex.parseHex(TestSubscriber.OPC), highest);
    }

    /** SIP-Authenticate is RAND and AUTN. */
    private static Verdict answer(Usim usim, SipAuthDataItem vector) {
        Octets challenge = vector.authenticate().orElseThrow();
        return usim.authenticate(
                challenge.slice(0, 16).toArray(), challenge.slice(16, 16).toArray());
    }
}
