package io.carillon.cscf.ifc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.identity.Impu;
import io.carillon.testkit.CxSchema;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserProfileReaderTest {
    private static final String ALICE = "sip:alice@example.org";
    private static final String IDENTITY = "<PublicIdentity><Identity>" + ALICE + "</Identity></PublicIdentity>";

    private static UserProfile read(String serviceProfile) {
        return readAll("<IMSSubscription><PrivateID>alice@example.org</PrivateID><ServiceProfile>" + serviceProfile
                + "</ServiceProfile></IMSSubscription>");
    }

    private static UserProfile readAll(String xml) {
        return UserProfileReader.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void identities_keep_their_order_and_their_barring() {
        var profile = read("<PublicIdentity><BarringIndication>true</BarringIndication><Identity>" + ALICE
                + "</Identity></PublicIdentity><PublicIdentity><Identity> tel:+49-30-1 </Identity><Extension>"
                + "<IdentityType>0</IdentityType><Extension><DisplayName>Alice A.</DisplayName></Extension>"
                + "</Extension></PublicIdentity>");
        assertThat(profile.impus()).containsExactly(Impu.parse(ALICE), Impu.parse("tel:+49301"));
        assertThat(profile.notBarred()).containsExactly(Impu.parse("tel:+49301"));
        assertThat(profile.isBarred(Impu.parse(ALICE))).isTrue();
        assertThat(profile.displayName(Impu.parse("tel:+49301"))).contains("Alice A.");
        assertThat(profile.displayName(Impu.parse(ALICE))).isEmpty();
        assertThat(profile.impi())
                .hasValueSatisfying(impi -> assertThat(impi.value()).isEqualTo("alice@example.org"));
    }

    @Test
    void criteria_are_asked_by_priority_and_belong_to_their_profile() {
        var profile = readAll("<IMSSubscription><ServiceProfile>" + IDENTITY
                + "<InitialFilterCriteria><Priority>2</Priority><ApplicationServer><ServerName>sip:second</ServerName>"
                + "<DefaultHandling>1</DefaultHandling></ApplicationServer></InitialFilterCriteria>"
                + "<InitialFilterCriteria><Priority>1</Priority><ApplicationServer><ServerName>sip:first</ServerName>"
                + "</ApplicationServer><ProfilePartIndicator>1</ProfilePartIndicator></InitialFilterCriteria>"
                + "</ServiceProfile><ServiceProfile><PublicIdentity><Identity>sip:b@example.org</Identity>"
                + "</PublicIdentity></ServiceProfile></IMSSubscription>");
        var criteria = profile.criteria(Impu.parse(ALICE));
        assertThat(criteria)
                .extracting(each -> each.applicationServer().toString())
                .containsExactly("sip:first", "sip:second");
        assertThat(criteria.getLast().defaultHandling()).isEqualTo(DefaultHandling.SESSION_TERMINATED);
        assertThat(criteria.getFirst().profilePart()).contains(1);
        assertThat(profile.criteria(Impu.parse("sip:b@example.org"))).isEmpty();
        assertThat(profile.criteria(Impu.parse("sip:c@example.org"))).isEmpty();
    }

    private static String criterion(int priority) {
        return "<InitialFilterCriteria><Priority>" + priority + "</Priority><ApplicationServer><ServerName>sip:as"
                + "</ServerName></ApplicationServer></InitialFilterCriteria>";
    }

    @Test
    void criteria_that_are_written_alike_are_the_same_objects() {
        var one = read(IDENTITY + criterion(1) + "\n" + criterion(2))
                .serviceProfiles()
                .getFirst();
        var other = readAll("<IMSSubscription><ServiceProfile><PublicIdentity><Identity>sip:b@example.org</Identity>"
                        + "</PublicIdentity>" + criterion(1) + "\n" + criterion(2)
                        + "<Extension><SharedIFCSetID>3</SharedIFCSetID></Extension></ServiceProfile>"
                        + "</IMSSubscription>")
                .serviceProfiles()
                .getFirst();
        assertThat(one.criteria()).hasSize(2);
        assertThat(other.criteria()).isSameAs(one.criteria());
        assertThat(other.sharedSets()).containsExactly(3);
        assertThat(one.sharedSets()).isEmpty();
    }

    @Test
    void criteria_between_others_and_those_with_attributes_are_read_as_well() {
        var profile = read(IDENTITY + criterion(3) + "<Extension/>" + criterion(1)
                + criterion(2).replace("<InitialFilterCriteria>", "<InitialFilterCriteria a=''>"));
        assertThat(profile.criteria(Impu.parse(ALICE)))
                .extracting(FilterCriterion::priority)
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!-- </ServiceProfile> -->",
                "<New><![CDATA[<InitialFilterCriteria></ServiceProfile>]]></New>",
                "<New><InitialFilterCriteria>no</InitialFilterCriteria></New>",
                "<New><ServiceProfile><InitialFilterCriteria>no</InitialFilterCriteria></ServiceProfile></New>"
            })
    void what_only_looks_like_criteria_is_none(String other) {
        assertThat(read(IDENTITY + other + criterion(1)).criteria(Impu.parse(ALICE)))
                .extracting(FilterCriterion::priority)
                .containsExactly(1);
    }

    @Test
    void unknown_elements_are_passed_over_wherever_they_are() {
        var profile = read("<New><PublicIdentity><Identity>sip:x@y</Identity></PublicIdentity></New>" + IDENTITY
                + "<InitialFilterCriteria><New/><Priority>1</Priority><TriggerPoint><New>1</New>"
                + "<ConditionTypeCNF>0</ConditionTypeCNF><SPT><New><Deep/></New><Group>0</Group>"
                + "<Method>INVITE</Method><Extension><New/></Extension></SPT></TriggerPoint><ApplicationServer><New/>"
                + "<ServerName>sip:as</ServerName><Extension><New/><IncludeRegisterRequest><x/></IncludeRegisterRequest>"
                + "</Extension></ApplicationServer></InitialFilterCriteria><Extension><SharedIFCSetID>1"
                + "</SharedIFCSetID></Extension>");
        assertThat(profile.impus()).containsExactly(Impu.parse(ALICE));
        assertThat(profile.criteria(Impu.parse(ALICE)).getFirst().includeRegisterRequest())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<IMSSubscription>",
                "<Subscription/>",
                "<IMSSubscription/>",
                "<IMSSubscription><ServiceProfile><PublicIdentity/></ServiceProfile></IMSSubscription>",
                "<IMSSubscription><PrivateID>x</PrivateID></IMSSubscription>",
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><IMSSubscription><PrivateID>&e;</PrivateID>"
                        + "</IMSSubscription>",
                "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><IMSSubscription><ServiceProfile><PublicIdentity>"
                        + "<Identity>sip:&b;@x</Identity></PublicIdentity></ServiceProfile></IMSSubscription>"
            })
    void what_is_no_profile_is_refused(String xml) {
        assertThatIllegalArgumentException().isThrownBy(() -> readAll(xml));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Priority>high</Priority><ApplicationServer><ServerName>sip:as</ServerName></ApplicationServer>",
                "<Priority>1</Priority>",
                "<ApplicationServer><ServerName>as</ServerName></ApplicationServer>",
                "<ApplicationServer><ServerName>sip:as</ServerName><DefaultHandling>2</DefaultHandling></ApplicationServer>",
                "<TriggerPoint><SPT><Group>0</Group></SPT></TriggerPoint>",
                "<TriggerPoint><SPT><SessionCase>9</SessionCase></SPT></TriggerPoint>",
                "<TriggerPoint><SPT><SessionCase>-1</SessionCase></SPT></TriggerPoint>",
                "<TriggerPoint><SPT><RequestURI>*(</RequestURI></SPT></TriggerPoint>",
                "<TriggerPoint><SPT><Method>REGISTER</Method><Extension><RegistrationType>3</RegistrationType></Extension>"
                        + "</SPT></TriggerPoint>"
            })
    void a_criterion_that_makes_no_sense_is_refused(String criterion) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(IDENTITY + "<InitialFilterCriteria>" + criterion + "</InitialFilterCriteria>"));
    }

    /** As {@code UserProfileTest} of the HSS writes it: every element that the schema knows. */
    @Test
    void a_profile_with_all_the_schema_knows_is_read() {
        String document = """
                <IMSSubscription><PrivateID>a@home</PrivateID><ServiceProfile>
                <PublicIdentity><Identity>sip:a@home</Identity></PublicIdentity>
                <PublicIdentity><BarringIndication>1</BarringIndication><Identity>sip:pbx![0-9]+!@home</Identity><Extension>
                <IdentityType>3</IdentityType><Extension><DisplayName>PBX</DisplayName><Extension>
                <WildcardedIMPU>sip:pbx![0-9]+!@home</WildcardedIMPU></Extension></Extension></Extension></PublicIdentity>
                <PublicIdentity><Identity>sip:chat-1@home</Identity><Extension><IdentityType>2</IdentityType>
                <WildcardedPSI>sip:chat!-.*!@home</WildcardedPSI></Extension></PublicIdentity>
                <CoreNetworkServicesAuthorization><SubscribedMediaProfileId>2</SubscribedMediaProfileId>
                </CoreNetworkServicesAuthorization>
                <InitialFilterCriteria><Priority>1</Priority><TriggerPoint><ConditionTypeCNF>0</ConditionTypeCNF>
                <SPT><ConditionNegated>0</ConditionNegated><Group>1</Group><Group>3</Group><Method>REGISTER</Method>
                <Extension><RegistrationType>0</RegistrationType></Extension></SPT></TriggerPoint>
                <ApplicationServer><ServerName>sip:as.home</ServerName><DefaultHandling>1</DefaultHandling>
                <ServiceInfo>x</ServiceInfo></ApplicationServer><ProfilePartIndicator>1</ProfilePartIndicator>
                </InitialFilterCriteria><Extension><SharedIFCSetID>4</SharedIFCSetID></Extension>
                </ServiceProfile></IMSSubscription>""";
        assertThat(CxSchema.ours().fault(document)).isEmpty();
        var profile = UserProfileReader.read(document.getBytes(StandardCharsets.UTF_8));
        assertThat(profile.contains(Impu.parse("sip:pbx42@home"))).isTrue();
        assertThat(profile.isBarred(Impu.parse("sip:pbx42@home"))).isTrue();
        assertThat(profile.contains(Impu.parse("sip:pbxx@home"))).isFalse();
        assertThat(profile.criteria(Impu.parse("sip:chat-9@home"))).hasSize(1);
        assertThat(profile.notBarred()).containsExactly(Impu.parse("sip:a@home"));
        assertThat(profile.impus()).contains(Impu.parse("sip:chat!-.*!@home"));
        assertThat(profile.serviceProfiles().getFirst().sharedSets()).containsExactly(4);
        var criterion = profile.criteria(Impu.parse("sip:a@home")).getFirst();
        assertThat(criterion.profilePart()).contains(1);
        assertThat(criterion.serviceInfo()).contains("x");
    }
}
