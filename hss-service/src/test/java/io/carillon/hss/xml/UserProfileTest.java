package io.carillon.hss.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.subscriber.Condition;
import io.carillon.hss.subscriber.DefaultHandling;
import io.carillon.hss.subscriber.FilterCriterion;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServicePointTrigger;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.SessionCase;
import io.carillon.hss.subscriber.TriggerPoint;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
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
                        + "</TriggerPoint><ApplicationServer><ServerName>sip:im.home</ServerName>");
    }

    @Test
    void the_standard_profile_tells_messaging_of_registrations_with_all_identities_of_the_user() {
        assertThat(text(set(), ServiceProfile.standard("home")))
                .contains("<Method>REGISTER</Method></SPT></TriggerPoint><ApplicationServer>"
                        + "<ServerName>sip:im.home</ServerName><DefaultHandling>0</DefaultHandling>"
                        + "<Extension><IncludeRegisterResponse/></Extension></ApplicationServer>");
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
        return UserProfile.write(ALICE, set, profile);
    }
}
