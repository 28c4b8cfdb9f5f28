package io.carillon.hss.cx;

import static io.carillon.diameter.BaseResult.SUCCESS;
import static io.carillon.diameter.ThreeGppResult.FIRST_REGISTRATION;
import static io.carillon.diameter.ThreeGppResult.IDENTITY_NOT_REGISTERED;
import static io.carillon.diameter.ThreeGppResult.SUBSEQUENT_REGISTRATION;
import static io.carillon.diameter.ThreeGppResult.UNREGISTERED_SERVICE;
import static io.carillon.diameter.cx.UserAuthorizationType.DE_REGISTRATION;
import static io.carillon.diameter.cx.UserAuthorizationType.REGISTRATION_AND_CAPABILITIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.Octets;
import io.carillon.diameter.cx.MultimediaAuthAnswer;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.diameter.cx.SipAuthDataItem;
import io.carillon.diameter.cx.SipDigestAuthenticate;
import io.carillon.hss.HssNode;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Tuak;
import io.carillon.identity.aka.Usim;
import io.carillon.identity.aka.Usim.Verdict;
import io.carillon.sip.auth.Algorithm;
import io.carillon.sip.auth.Digest;
import java.util.Arrays;
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
        assertThat(first.serverCapabilities()).as("any S-CSCF will do").isEmpty();

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

        assertThat(assigned.chargingInformation()).hasValueSatisfying(charging -> {
            assertThat(charging.primaryEcf()).contains(HssNode.ONLINE_CHARGING);
            assertThat(charging.primaryCcf()).contains(HssNode.OFFLINE_CHARGING);
        });

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
    void the_credential_says_which_algorithms_its_user_is_challenged_with() {
        var both =
                TestSubscriber.named().ordered(hss, "\"password\":\"pw\",\"digestAlgorithms\":[\"SHA-256\",\"MD5\"]");
        var digest = digest(both);
        assertThat(digest.algorithm()).contains("MD5");
        assertThat(digest.ha1()).isEqualTo(ha1(Algorithm.MD5, both));
        assertThat(digest.alternateAlgorithm()).contains("SHA-256");
        assertThat(digest.alternateHa1()).contains(ha1(Algorithm.SHA_256, both));

        var strong = TestSubscriber.named().ordered(hss, "\"password\":\"pw\",\"digestAlgorithms\":[\"SHA-256\"]");
        assertThat(digest(strong).algorithm()).contains("SHA-256");
        assertThat(digest(strong).ha1()).isEqualTo(ha1(Algorithm.SHA_256, strong));
        assertThat(digest(strong).alternateHa1()).isEmpty();

        var refused = hss.put(
                "/api/v1/subscribers/" + strong.impi(),
                "{\"impus\":[\"%s\"],\"digestAlgorithms\":[\"MD5\"]}".formatted(strong.impu()));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("digestAlgorithms");
    }

    private static SipDigestAuthenticate digest(TestSubscriber user) {
        return scscf.mar(user.impi(), user.impu())
                .authData()
                .getFirst()
                .digest()
                .orElseThrow();
    }

    private static String ha1(Algorithm algorithm, TestSubscriber user) {
        return Digest.ha1(algorithm, user.impi(), HssNode.HOME, "pw");
    }

    @Test
    void a_user_with_a_tuak_usim_is_challenged_and_resynchronises() {
        String top = "5555555555555555555555555555555555555555555555555555555555555555";
        var user = TestSubscriber.named()
                .ordered(
                        hss,
                        "\"algorithm\":\"TUAK\",\"ki\":\"%s\",\"top\":\"%s\",\"resBytes\":16"
                                .formatted(TestSubscriber.KI, top));
        HexFormat hex = HexFormat.of();
        byte[] k = hex.parseHex(TestSubscriber.KI);
        byte[] topc = Tuak.topc(k, hex.parseHex(top), 1);
        var usim = new Usim(new Tuak(k, topc, new Tuak.Sizes(8, 16, 16, 16, 1)), Sqn.of(1_000_000, 4));

        var stale = scscf.mar(user.impi(), user.impu()).authData().getFirst();
        var outOfSync = (Verdict.OutOfSync) answer(usim, stale);
        byte[] report = Arrays.copyOf(stale.authenticate().orElseThrow().toArray(), 16 + outOfSync.auts().length);
        System.arraycopy(outOfSync.auts(), 0, report, 16, outOfSync.auts().length);
        var asked = SipAuthDataItem.resynchronising(Octets.of(report));
        var fresh = scscf.mar(user.impi(), user.impu(), asked, 1).authData().getFirst();
        var accepted = (Verdict.Accepted) answer(usim, fresh);
        assertThat(accepted.res())
                .hasSize(16)
                .isEqualTo(fresh.authorization().orElseThrow().toArray());
        assertThat(hss.get("/api/v1/subscribers/" + user.impi()).body()).contains("\"algorithm\":\"TUAK\"");
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
