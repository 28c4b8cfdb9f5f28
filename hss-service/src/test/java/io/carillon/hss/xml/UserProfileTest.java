package io.carillon.hss.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.subscriber.Condition;
import io.carillon.hss.subscriber.DefaultHandling;
import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.ProfilePart;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.RegistrationType;
import io.carillon.hss.subscriber.ServicePointTrigger;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.SessionCase;
import io.carillon.hss.subscriber.TriggerPoint;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.testkit.CxSchema;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cx User-Data, TS 29.228 Annex D and E: the elements of the schema, in its order. */
class UserProfileTest {
    private static final Impi ALICE = new Impi("alice@home");

    @Test
    void an_identity_may_be_barred_and_have_a_name() {
        var set = new ImplicitSet(
                1,
                0,
                RegistrationState.REGISTERED,
                false,
                List.of(
                        new PublicIdentity(Impu.parse("sip:alice@home"), false, Optional.of("Müller & <Sons>")),
                        new PublicIdentity(Impu.parse("tel:+491"), true, Optional.empty())));
        assertThat(text(set, new ServiceProfile(List.of())))
                .isEqualTo(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><IMSSubscription><PrivateID>alice@home</PrivateID>"
                                + "<ServiceProfile>"
                                + "<PublicIdentity><Identity>sip:alice@home</Identity><Extension><IdentityType>0</IdentityType>"
                                + "<Extension><DisplayName>Müller &amp; &lt;Sons&gt;</DisplayName></Extension></Extension>"
                                + "</PublicIdentity>"
                                + "<PublicIdentity><BarringIndication>1</BarringIndication><Identity>tel:+491</Identity>"
                                + "<Extension><IdentityType>0</IdentityType></Extension></PublicIdentity>"
                                + "</ServiceProfile></IMSSubscription>");
    }

    @Test
    void every_kind_of_service_point_trigger_is_written() {
        var trigger = new TriggerPoint(
                false,
                List.of(
                        spt(0, false, new Condition.Method("INVITE")),
                        spt(0, true, new Condition.RequestUri("sip:.*")),
                        spt(1, false, new Condition.Header("Subject", Optional.empty())),
                        spt(1, false, new Condition.Header("Accept", Optional.of("a<b"))),
                        spt(2, false, new Condition.SessionDescription("m", Optional.of("video"))),
                        spt(2, false, new Condition.Case(SessionCase.ORIGINATING_CDIV))));
        var profile = new ServiceProfile(List.of(
                new FilterCriterion(7, Optional.of(trigger), "sip:as.home", DefaultHandling.SESSION_TERMINATED),
                new FilterCriterion(9, Optional.empty(), "sip:all.home", DefaultHandling.SESSION_CONTINUED)));
        assertThat(text(set(), profile))
                .contains("<InitialFilterCriteria><Priority>7</Priority><TriggerPoint>"
                        + "<ConditionTypeCNF>0</ConditionTypeCNF>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>0</Group><Method>INVITE</Method></SPT>"
                        + "<SPT><ConditionNegated>1</ConditionNegated><Group>0</Group><RequestURI>sip:.*</RequestURI></SPT>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>1</Group>"
                        + "<SIPHeader><Header>Subject</Header></SIPHeader></SPT>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>1</Group>"
                        + "<SIPHeader><Header>Accept</Header><Content>a&lt;b</Content></SIPHeader></SPT>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>2</Group>"
                        + "<SessionDescription><Line>m</Line><Content>video</Content></SessionDescription></SPT>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>2</Group><SessionCase>4</SessionCase></SPT>"
                        + "</TriggerPoint><ApplicationServer><ServerName>sip:as.home</ServerName>"
                        + "<DefaultHandling>1</DefaultHandling></ApplicationServer></InitialFilterCriteria>"
                        + "<InitialFilterCriteria><Priority>9</Priority><ApplicationServer>"
                        + "<ServerName>sip:all.home</ServerName><DefaultHandling>0</DefaultHandling>"
                        + "</ApplicationServer></InitialFilterCriteria>");
    }

    @Test
    void the_standard_profile_sends_pager_messages_but_not_sms_to_the_called_side() {
        assertThat(text(set(), ServiceProfile.standard("home")))
                .contains("<Priority>40</Priority><TriggerPoint><ConditionTypeCNF>1</ConditionTypeCNF>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>0</Group><Method>MESSAGE</Method></SPT>"
                        + "<SPT><ConditionNegated>0</ConditionNegated><Group>1</Group><SessionCase>1</SessionCase></SPT>"
                        + "<SPT><ConditionNegated>1</ConditionNegated><Group>2</Group><SIPHeader>"
                        + "<Header>Content-Type</Header><Content>application/vnd\\.3gpp\\.sms</Content></SIPHeader></SPT>"
                        + "</TriggerPoint><ApplicationServer><ServerName>sip:im.home</ServerName>"
                        + "<DefaultHandling>1</DefaultHandling>");
    }

    @Test
    void the_standard_profile_tells_messaging_of_registrations_with_all_identities_of_the_user() {
        assertThat(text(set(), ServiceProfile.standard("home")))
                .contains("<Method>REGISTER</Method></SPT></TriggerPoint><ApplicationServer>"
                        + "<ServerName>sip:im.home</ServerName><DefaultHandling>0</DefaultHandling>"
                        + "<Extension><IncludeRegisterResponse/></Extension></ApplicationServer>");
    }

    @Test
    void everything_a_later_release_knows_has_its_place() {
        var registers = new ServicePointTrigger(
                1,
                List.of(3),
                false,
                new Condition.Method("REGISTER"),
                List.of(RegistrationType.INITIAL_REGISTRATION, RegistrationType.DE_REGISTRATION));
        var criterion = new FilterCriterion(
                1,
                Optional.of(new TriggerPoint(true, List.of(registers))),
                "sip:as.home",
                DefaultHandling.SESSION_CONTINUED,
                Optional.of(new FilterCriterion.Included(true, true)),
                Optional.of(ProfilePart.UNREGISTERED),
                Optional.of("<info/>"));
        var profile = new ServiceProfile(List.of(criterion), List.of(4, 7), Optional.of(2));
        var set = new ImplicitSet(
                1,
                0,
                RegistrationState.UNREGISTERED,
                false,
                List.of(
                        new PublicIdentity(
                                Impu.parse("sip:chat!.*!@home"), false, Optional.empty(), IdentityKind.WILDCARDED_PSI),
                        new PublicIdentity(
                                Impu.parse("sip:pbx!%5B0-9%5D+!@home"),
                                true,
                                Optional.of("PBX"),
                                IdentityKind.WILDCARDED_IMPU)));
        assertThat(text(set, profile))
                .contains("<IdentityType>2</IdentityType><WildcardedPSI>sip:chat!.*!@home</WildcardedPSI>")
                .contains("<IdentityType>3</IdentityType><Extension><DisplayName>PBX</DisplayName><Extension>"
                        + "<WildcardedIMPU>sip:pbx!%5B0-9%5D+!@home</WildcardedIMPU>")
                .contains("<SubscribedMediaProfileId>2</SubscribedMediaProfileId>")
                .contains("<Group>1</Group><Group>3</Group><Method>REGISTER</Method><Extension>"
                        + "<RegistrationType>0</RegistrationType><RegistrationType>2</RegistrationType>")
                .contains("<ServiceInfo>&lt;info/&gt;</ServiceInfo>")
                .contains("</ApplicationServer><ProfilePartIndicator>1</ProfilePartIndicator>")
                .contains(
                        "<Extension><SharedIFCSetID>4</SharedIFCSetID><SharedIFCSetID>7</SharedIFCSetID></Extension>");
    }

    @Test
    void the_schema_refuses_what_is_out_of_place() {
        String good = text(set(), ServiceProfile.standard("home"));
        assertThat(CxSchema.ours().fault(good.replace("<Priority>10</Priority>", "")))
                .isPresent();
        assertThat(CxSchema.ours().fault(good.replace("<Group>0</Group>", ""))).isPresent();
        assertThat(CxSchema.ours()
                        .fault("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><IMSSubscription>&e;"
                                + "</IMSSubscription>"))
                .isPresent();
    }

    private static ServicePointTrigger spt(int group, boolean negated, Condition condition) {
        return new ServicePointTrigger(group, negated, condition);
    }

    private static ImplicitSet set() {
        return new ImplicitSet(
                1,
                0,
                RegistrationState.REGISTERED,
                false,
                List.of(new PublicIdentity(Impu.parse("sip:alice@home"), false, Optional.empty())));
    }

    private static String text(ImplicitSet set, ServiceProfile profile) {
        String document = UserProfile.write(ALICE, set, identity -> UserProfile.services(profile));
        assertThat(CxSchema.ours().fault(document)).as(document).isEmpty();
        // Kamailio's schema is of release 8, which has no session case for diverted calls.
        if (!document.contains("<SessionCase>4<")) {
            CxSchema.kamailios()
                    .ifPresent(theirs ->
                            assertThat(theirs.fault(document)).as(document).isEmpty());
        }
        return document;
    }
}
