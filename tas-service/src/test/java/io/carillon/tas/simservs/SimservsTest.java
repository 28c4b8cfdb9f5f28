package io.carillon.tas.simservs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.tas.simservs.Condition.Fact;
import io.carillon.tas.simservs.Simservs.Barring;
import io.carillon.tas.simservs.Simservs.BarringRule;
import io.carillon.tas.simservs.Simservs.Diversion;
import io.carillon.tas.simservs.Simservs.DiversionRule;
import io.carillon.tas.simservs.Simservs.ForwardTo;
import io.carillon.tas.simservs.Simservs.Restriction;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The services document, as the standard writes it and as we do. */
class SimservsTest {
    private static final Simservs FULL = new Simservs(
            new Diversion(
                    true,
                    30,
                    List.of(new DiversionRule(
                            "night",
                            List.of(
                                    new Condition.Situation(Fact.BUSY),
                                    new Condition.Media("audio"),
                                    new Condition.Identity(
                                            List.of("tel:+4930*"), List.of("*"), List.of("sip:x@example.org")),
                                    new Condition.Validity(List.of(new Condition.Period(
                                            Instant.parse("2026-01-01T00:00:00Z"),
                                            Instant.parse("2026-02-01T00:00:00Z")))),
                                    new Condition.Daily(
                                            LocalTime.of(22, 0),
                                            LocalTime.of(6, 30),
                                            Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY))),
                            new ForwardTo("tel:+4930123", false, false, true, true)))),
            new Barring(false, List.of(new BarringRule("b", List.of(new Condition.Situation(Fact.ANONYMOUS)), false))),
            new Barring(true, List.of(new BarringRule("o", List.of(), true))),
            new Simservs.Identity(false, Restriction.PERMANENT, true, Restriction.RESTRICTED),
            new Simservs.Screening(true, List.of("sip:a@example.org"), List.of("tel:+1900*")),
            new Simservs.Ringing(Simservs.Ringing.Mode.SEQUENTIAL, 15, List.of("sip:b@example.org")),
            new Simservs.ShortNumbers("sales <&>", Map.of("17", "sip:bob@example.org")));

    @Test
    void what_is_written_is_what_is_read() {
        assertThat(SimservsReader.read(SimservsWriter.write(FULL))).isEqualTo(FULL);
        assertThat(SimservsReader.read(SimservsWriter.write(Simservs.NONE))).isEqualTo(Simservs.NONE);
    }

    @Test
    void json_says_the_same() {
        var json = JsonMapper.shared();
        assertThat(json.readValue(json.writeValueAsString(FULL), Simservs.class))
                .isEqualTo(FULL);
    }

    /** As a phone of another maker writes it, with what we do not know in between. */
    @Test
    void a_document_of_the_standard() {
        var read = SimservsReader.read("""
                <?xml version="1.0" encoding="UTF-8"?>
                <ss:simservs xmlns:ss="http://uri.etsi.org/ngn/params/xml/simservs/xcap"
                    xmlns:cp="urn:ietf:params:xml:ns:common-policy" xmlns:ocp="urn:oma:xml:xdm:common-policy">
                  <ss:communication-waiting active="true"/>
                  <ss:originating-identity-presentation-restriction active="true">
                    <ss:default-behaviour>presentation-restricted</ss:default-behaviour>
                  </ss:originating-identity-presentation-restriction>
                  <ss:communication-diversion>
                    <ss:NoReplyTimer>24</ss:NoReplyTimer>
                    <cp:ruleset>
                      <cp:rule id="cdiv_busy">
                        <cp:conditions><ss:busy/><ocp:other-identity/></cp:conditions>
                        <cp:actions><ss:forward-to><ss:target>sip:vm@example.org</ss:target></ss:forward-to></cp:actions>
                      </cp:rule>
                    </cp:ruleset>
                  </ss:communication-diversion>
                </ss:simservs>""");
        assertThat(read.identity().restriction()).isEqualTo(Restriction.RESTRICTED);
        assertThat(read.diversion().noReplySeconds()).isEqualTo(24);
        assertThat(read.diversion().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.conditions())
                    .containsExactly(new Condition.Situation(Fact.BUSY), new Condition.Unknown("other-identity"));
            assertThat(rule.forwardTo()).isEqualTo(ForwardTo.target("sip:vm@example.org"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<simservs",
                "<simservs/>",
                "<other xmlns=\"http://uri.etsi.org/ngn/params/xml/simservs/xcap\"/>",
                "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<simservs xmlns=\"http://uri.etsi.org/ngn/params/xml/simservs/xcap\">&x;</simservs>",
                "<simservs xmlns=\"http://uri.etsi.org/ngn/params/xml/simservs/xcap\">"
                        + "<communication-diversion active=\"maybe\"/></simservs>",
                "<simservs xmlns=\"http://uri.etsi.org/ngn/params/xml/simservs/xcap\">"
                        + "<communication-diversion><NoReplyTimer>soon</NoReplyTimer></communication-diversion></simservs>",
                "<simservs xmlns=\"http://uri.etsi.org/ngn/params/xml/simservs/xcap\""
                        + " xmlns:cp=\"urn:ietf:params:xml:ns:common-policy\"><communication-diversion><cp:ruleset>"
                        + "<cp:rule id=\"x\"/></cp:ruleset></communication-diversion></simservs>"
            })
    void what_is_none_says_why(String text) {
        assertThatThrownBy(() -> SimservsReader.read(text))
                .isInstanceOf(MalformedDocument.class)
                .hasMessageNotContaining("root:");
    }

    @Test
    void a_huge_one_is_not_even_parsed() {
        assertThatThrownBy(() -> SimservsReader.read("<a>".repeat(30_000)))
                .isInstanceOf(MalformedDocument.class)
                .hasMessageContaining("longer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tel:+4930123", "sip:+4930123@gw.example;user=phone", "sip:+4930123@home"})
    void a_number_is_the_same_party_however_it_is_written(String party) {
        assertThat(Parties.contains(List.of("tel:+4930123"), party)).isTrue();
        assertThat(Parties.contains(List.of("tel:+4930*"), party)).isTrue();
        assertThat(Parties.contains(List.of("tel:+4931*", "sip:bob@home"), party))
                .isFalse();
    }
}
