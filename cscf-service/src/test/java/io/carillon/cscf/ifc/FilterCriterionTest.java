package io.carillon.cscf.ifc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.identity.Impu;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a criterion wants (TS 29.228 §B.2.2, §B.2.3, Annex C). */
class FilterCriterionTest {
    private static final SipRequest INVITE = SipRequest.create("INVITE", "sip:bob@example.org;user=phone")
            .append(HeaderName.FROM, "<sip:alice@example.org>;tag=1")
            .append(HeaderName.ACCEPT_CONTACT, "*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.mmtel\"")
            .append(HeaderName.of("X-Two"), "one")
            .append(HeaderName.of("X-Two"), "two")
            .body("application/sdp", "v=0\r\no=- 0 0 IN IP4 192.0.2.1\r\nm=audio 4000 RTP/AVP 0\r\na=sendrecv\r\n")
            .build();

    private static FilterCriterion criterion(String inside) {
        var xml = "<IMSSubscription><ServiceProfile><PublicIdentity><Identity>sip:a@b</Identity></PublicIdentity>"
                + "<InitialFilterCriteria>" + inside
                + "<ApplicationServer><ServerName>sip:as</ServerName></ApplicationServer></InitialFilterCriteria>"
                + "</ServiceProfile></IMSSubscription>";
        return UserProfileReader.read(xml.getBytes(StandardCharsets.UTF_8))
                .criteria(Impu.parse("sip:a@b"))
                .getFirst();
    }

    private static FilterCriterion trigger(boolean conjunctive, String... triggers) {
        return criterion("<TriggerPoint><ConditionTypeCNF>" + (conjunctive ? 1 : 0) + "</ConditionTypeCNF>"
                + String.join("", triggers) + "</TriggerPoint>");
    }

    private static String spt(String condition, int... groups) {
        var text = new StringBuilder("<SPT><ConditionNegated>0</ConditionNegated>");
        for (int group : groups) {
            text.append("<Group>").append(group).append("</Group>");
        }
        return text.append(condition).append("</SPT>").toString();
    }

    private static String not(String spt) {
        return spt.replace("<ConditionNegated>0<", "<ConditionNegated>1<");
    }

    private static boolean wants(FilterCriterion criterion, SessionCase sessionCase) {
        return criterion.matches(Subject.of(INVITE, sessionCase));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<RequestURI>^sip:bob@</RequestURI>                                                     | true",
                "<RequestURI>alice</RequestURI>                                                         | false",
                "<Method>INVITE</Method>                                                                | true",
                "<Method>invite</Method>                                                                | false",
                "<SessionCase>0</SessionCase>                                                           | true",
                "<SessionCase>1</SessionCase>                                                           | false",
                "<SIPHeader><Header>Accept-Contact</Header></SIPHeader>                                 | true",
                "<SIPHeader><Header>accept-contact</Header><Content>mmtel</Content></SIPHeader>         | true",
                "<SIPHeader><Header>x-two</Header><Content>^two$</Content></SIPHeader>                  | true",
                "<SIPHeader><Header>X-Two</Header><Content>three</Content></SIPHeader>                  | false",
                "<SIPHeader><Header>X-Three</Header></SIPHeader>                                        | false",
                "<SessionDescription><Line>m</Line><Content>^audio</Content></SessionDescription>       | true",
                "<SessionDescription><Line>m</Line><Content>video</Content></SessionDescription>        | false",
                "<SessionDescription><Line>a</Line></SessionDescription>                                | true",
                "<SessionDescription><Line>k</Line></SessionDescription>                                | false"
            })
    void each_kind_of_trigger_and_its_negation(String condition, boolean holds) {
        assertThat(wants(trigger(true, spt(condition, 0)), SessionCase.ORIGINATING))
                .isEqualTo(holds);
        assertThat(wants(trigger(true, not(spt(condition, 0))), SessionCase.ORIGINATING))
                .isEqualTo(!holds);
    }

    @Test
    void without_a_session_description_its_lines_are_not_there() {
        var message = SipRequest.create("MESSAGE", "sip:b@x")
                .body("text/plain", "m=audio")
                .build();
        var criterion = trigger(true, spt("<SessionDescription><Line>m</Line></SessionDescription>", 0));
        assertThat(criterion.matches(Subject.of(message, SessionCase.ORIGINATING)))
                .isFalse();
    }

    /** (yes or no) and (yes or no) against (yes and no) or (yes and no). */
    @Test
    void groups_are_joined_by_and_of_ors_or_by_or_of_ands() {
        var yes = "<Method>INVITE</Method>";
        var no = "<Method>MESSAGE</Method>";
        String[] mixed = {spt(yes, 0), spt(no, 0), spt(yes, 1), spt(no, 1)};
        assertThat(wants(trigger(true, mixed), SessionCase.ORIGINATING)).isTrue();
        assertThat(wants(trigger(false, mixed), SessionCase.ORIGINATING)).isFalse();
        String[] apart = {spt(yes, 0), spt(no, 1)};
        assertThat(wants(trigger(true, apart), SessionCase.ORIGINATING)).isFalse();
        assertThat(wants(trigger(false, apart), SessionCase.ORIGINATING)).isTrue();
    }

    @Test
    void a_trigger_may_be_in_two_groups_or_in_none() {
        var both = trigger(true, spt("<Method>INVITE</Method>", 0, 1), spt("<Method>MESSAGE</Method>", 1));
        assertThat(wants(both, SessionCase.ORIGINATING)).isTrue();
        assertThat(wants(trigger(true, spt("<Method>MESSAGE</Method>")), SessionCase.ORIGINATING))
                .isFalse();
    }

    @Test
    void without_a_trigger_point_every_request_is_wanted() {
        assertThat(wants(criterion(""), SessionCase.TERMINATING_UNREGISTERED)).isTrue();
    }

    @Test
    void a_criterion_may_be_for_registered_or_unregistered_users_only() {
        var registered = criterion("<ProfilePartIndicator>0</ProfilePartIndicator>");
        var unregistered = criterion("<ProfilePartIndicator>1</ProfilePartIndicator>");
        assertThat(wants(registered, SessionCase.TERMINATING_REGISTERED)).isTrue();
        assertThat(wants(registered, SessionCase.TERMINATING_UNREGISTERED)).isFalse();
        assertThat(wants(unregistered, SessionCase.TERMINATING_UNREGISTERED)).isTrue();
        assertThat(wants(unregistered, SessionCase.ORIGINATING_UNREGISTERED)).isTrue();
        assertThat(wants(unregistered, SessionCase.ORIGINATING)).isFalse();
    }

    @Test
    void a_register_trigger_may_be_narrowed_to_kinds() {
        var register = SipRequest.create("REGISTER", "sip:x").build();
        var initial = trigger(
                true,
                spt(
                        "<Method>REGISTER</Method><Extension><RegistrationType>0</RegistrationType>"
                                + "<RegistrationType>2</RegistrationType></Extension>",
                        0));
        for (var type : RegistrationType.values()) {
            var subject = new Subject(register, SessionCase.ORIGINATING, Optional.of(type));
            assertThat(initial.matches(subject)).isEqualTo(type != RegistrationType.RE_REGISTRATION);
        }
    }
}
