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
import static io.carillon.diameter.ThreeGppResult.IDENTITY_NOT_REGISTERED;
import static io.carillon.diameter.ThreeGppResult.SUBSEQUENT_REGISTRATION;
import static io.carillon.diameter.ThreeGppResult.UNREGISTERED_SERVICE;
import static io.carillon.diameter.ThreeGppResult.USER_UNKNOWN;
import static io.carillon.diameter.cx.UserAuthorizationType.DE_REGISTRATION;
import static io.carillon.diameter.cx.UserAuthorizationType.REGISTRATION_AND_CAPABILITIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Octets;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
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

/** Registration and location over the wire: a Diameter peer, the HSS as deployed, a database (TS 29.228 §6). */
class CxRegistrationTest {
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
    void a_user_registers_with_aka() {
        var user = TestSubscriber.withAka(hss);

        var first = scscf.uar(user.impi(), user.impu());
        assertThat(first.result()).isEqualTo(FIRST_REGISTRATION);
        assertThat(first.serverName()).isEmpty();
        assertThat(first.serverCapabilities()).isPresent();

        MultimediaAuthAnswer challenge = scscf.mar(user.impi(), user.impu());
        assertThat(challenge.result()).isEqualTo(SUCCESS);
        assertThat(challenge.userName()).contains(user.impi());
        assertThat(challenge.authData()).singleElement().satisfies(vector -> {
            assertThat(vector.scheme()).contains(SipAuthDataItem.AKA);
            var accepted = (Verdict.Accepted) answer(usim(new Sqn(0)), vector);
            assertThat(accepted.res())
                    .isEqualTo(vector.authorization().orElseThrow().toArray());
            assertThat(accepted.ck()).isEqualTo(vector.ck().orElseThrow().toArray());
            assertThat(accepted.ik()).isEqualTo(vector.ik().orElseThrow().toArray());
        });

        var authenticated = scscf.uar(user.impi(), user.impu());
        assertThat(authenticated.result()).isEqualTo(SUBSEQUENT_REGISTRATION);
        assertThat(authenticated.serverName()).contains(Scscf.NAME);

        var assigned = scscf.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION);
        assertThat(assigned.result()).isEqualTo(SUCCESS);
        assertThat(assigned.userData().orElseThrow())
                .contains("<PrivateID>" + user.impi() + "</PrivateID>")
                .contains("<Identity>" + user.tel() + "</Identity>")
                .contains("<ServerName>sip:tas." + HssNode.HOME + "</ServerName>");

        // The whole implicit set is registered.
        assertThat(scscf.lir(user.tel()).serverName()).contains(Scscf.NAME);
        assertThat(hss.get("/api/v1/subscribers/" + user.impi()).body()).contains("REGISTERED", Scscf.NAME);
    }

    @Test
    void a_user_registers_with_a_password() {
        var user = TestSubscriber.withPassword(hss, "Circle Of Life");
        scscf.uar(user.impi(), user.impu());

        var digest = scscf.mar(user.impi(), user.impu())
                .authData()
                .getFirst()
                .digest()
                .orElseThrow();
        assertThat(digest.realm()).isEqualTo(HssNode.HOME);
        assertThat(digest.algorithm()).contains("MD5");
        assertThat(digest.qop()).isEqualTo("auth");
        assertThat(digest.ha1()).isEqualTo(Md5.hex(user.impi() + ":" + HssNode.HOME + ":Circle Of Life"));

        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION)
                        .result())
                .isEqualTo(SUCCESS);
        // A refresh asks again and changes nothing.
        assertThat(scscf.mar(user.impi(), user.impu()).result()).isEqualTo(SUCCESS);
        var refresh =
                scscf.sar(Optional.of(user.impi()), List.of(user.impu()), ServerAssignmentType.RE_REGISTRATION, true);
        assertThat(refresh.result()).isEqualTo(SUCCESS);
        assertThat(refresh.userData()).isEmpty();
    }

    @Test
    void a_usim_out_of_step_resynchronises() {
        var user = TestSubscriber.withAka(hss);
        Usim usim = usim(Sqn.of(1_000_000, 4));
        var stale = scscf.mar(user.impi(), user.impu()).authData().getFirst();
        var outOfSync = (Verdict.OutOfSync) answer(usim, stale);

        Octets report = Octets.ofHex(stale.authenticate().orElseThrow().hex().substring(0, 32)
                + HexFormat.of().formatHex(outOfSync.auts()));
        var fresh = scscf.mar(user.impi(), user.impu(), SipAuthDataItem.resynchronising(report), 1)
                .authData()
                .getFirst();
        assertThat(answer(usim, fresh)).isInstanceOf(Verdict.Accepted.class);

        var next = scscf.mar(user.impi(), user.impu()).authData().getFirst();
        assertThat(answer(usim, next)).isInstanceOf(Verdict.Accepted.class);
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
    void several_vectors_are_given_at_once_and_not_without_end() {
        var user = TestSubscriber.withAka(hss);
        var asked = SipAuthDataItem.asking(SipAuthDataItem.AKA);
        assertThat(scscf.mar(user.impi(), user.impu(), asked, 3).authData()).hasSize(3);
        Usim usim = usim(new Sqn(0));
        assertThat(scscf.mar(user.impi(), user.impu(), asked, 1_000).authData())
                .hasSize(5)
                .allSatisfy(each -> assertThat(answer(usim, each)).isInstanceOf(Verdict.Accepted.class));
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
    void capabilities_are_told_on_request() {
        var user = TestSubscriber.named()
                .ordered(hss, "\"password\":\"x\",\"mandatoryCapabilities\":[1,2],\"optionalCapabilities\":[7]");
        var answer = scscf.uar(user.impi(), user.impu(), REGISTRATION_AND_CAPABILITIES);
        assertThat(answer.result()).isEqualTo(SUCCESS);
        assertThat(answer.serverCapabilities()).hasValueSatisfying(capabilities -> {
            assertThat(capabilities.mandatory()).containsExactly(1L, 2L);
            assertThat(capabilities.optional()).containsExactly(7L);
        });
        var located = scscf.lir(user.impu(), Optional.of(REGISTRATION_AND_CAPABILITIES));
        assertThat(located.result()).isEqualTo(SUCCESS);
        assertThat(located.serverCapabilities()).isPresent();
    }

    @Test
    void a_registration_ends() {
        var user = registered();
        assertThat(scscf.uar(user.impi(), user.impu(), DE_REGISTRATION).serverName())
                .contains(Scscf.NAME);
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.USER_DEREGISTRATION)
                        .result())
                .isEqualTo(SUCCESS);
        assertThat(scscf.uar(user.impi(), user.impu(), DE_REGISTRATION).result())
                .isEqualTo(IDENTITY_NOT_REGISTERED);
        assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(FIRST_REGISTRATION);
        // The default profile serves callers of users who are away.
        assertThat(scscf.lir(user.impu()).result()).isEqualTo(UNREGISTERED_SERVICE);
    }

    @Test
    void the_private_identity_alone_ends_all_its_registrations() {
        var user = registered();
        var answer = scscf.sar(
                Optional.of(user.impi()), List.of(), ServerAssignmentType.ADMINISTRATIVE_DEREGISTRATION, true);
        assertThat(answer.result()).isEqualTo(SUCCESS);
        assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(FIRST_REGISTRATION);
    }

    @Test
    void the_server_name_may_be_kept_after_a_registration() {
        var user = registered();
        assertThat(scscf.sar(user.impi(), user.impu(), ServerAssignmentType.TIMEOUT_DEREGISTRATION_STORE_SERVER_NAME)
                        .result())
                .isEqualTo(SUCCESS);
        assertThat(scscf.lir(user.impu()).serverName()).contains(Scscf.NAME);
        assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(SUBSEQUENT_REGISTRATION);
    }

    @Test
    void a_failed_challenge_undoes_its_assignment_and_spares_a_registration() {
        var user = TestSubscriber.withAka(hss);
        scscf.mar(user.impi(), user.impu());
        scscf.sar(user.impi(), user.impu(), ServerAssignmentType.AUTHENTICATION_FAILURE);
        assertThat(scscf.uar(user.impi(), user.impu()).result()).isEqualTo(FIRST_REGISTRATION);

        var registered = registered();
        scscf.mar(registered.impi(), registered.impu());
        scscf.sar(registered.impi(), registered.impu(), ServerAssignmentType.AUTHENTICATION_TIMEOUT);
        assertThat(scscf.lir(registered.impu()).serverName()).contains(Scscf.NAME);
    }

    @Test
    void an_unregistered_user_is_served_for_a_caller() {
        var user = TestSubscriber.withAka(hss);
        var answer = scscf.sar(Optional.empty(), List.of(user.impu()), ServerAssignmentType.UNREGISTERED_USER, false);
        assertThat(answer.result()).isEqualTo(SUCCESS);
        assertThat(answer.userName()).contains(user.impi());
        assertThat(answer.userData()).isPresent();
        assertThat(scscf.lir(user.impu()).serverName()).contains(Scscf.NAME);
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
