package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.HeaderName;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's services over REST, as JSON and as the standard's document, and the calls that obey them. */
class ServicesApiTest extends IscTest {
    private static final String XML = "application/vnd.etsi.simservs+xml";

    private String path(String service) {
        return "/api/v1/users/" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "/services" + service;
    }

    private HttpResponse<String> put(String service, String json) {
        return tas().send("PUT", path(service), json);
    }

    @Test
    void one_service_is_set_and_the_others_stay() {
        assertThat(put("/screening", "{\"doNotDisturb\":true,\"whiteList\":[],\"blackList\":[]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(put("/identity", """
                {"presentation":true,"restriction":"RESTRICTED","connectedPresentation":true,
                 "connectedRestriction":"NOT_RESTRICTED"}""").statusCode()).isEqualTo(200);
        assertThat(tas().send("GET", path(""), "").body())
                .contains("\"doNotDisturb\":true")
                .contains("\"restriction\":\"RESTRICTED\"");
        terminating();
        caller.expect(480);
        originating(user("bob"));
        var onward = callee.expect("INVITE");
        assertThat(onward.first(HeaderName.PRIVACY)).contains("id");
        refuse(onward, 486);
        caller.expect(486);

        assertThat(tas().send("DELETE", path(""), "").statusCode()).isEqualTo(204);
        terminating();
        refuse(callee.expect("INVITE"), 486);
        caller.expect(486);
    }

    @Test
    void the_standard_s_document_comes_back_as_such() {
        var document = """
                <simservs xmlns="http://uri.etsi.org/ngn/params/xml/simservs/xcap"
                    xmlns:cp="urn:ietf:params:xml:ns:common-policy">
                  <incoming-communication-barring active="true"><cp:ruleset><cp:rule id="acr">
                    <cp:conditions><anonymous/></cp:conditions><cp:actions><allow>false</allow></cp:actions>
                  </cp:rule></cp:ruleset></incoming-communication-barring>
                </simservs>""";
        assertThat(tas().exchange("PUT", path(""), document, XML, XML).statusCode())
                .isEqualTo(200);
        var read = tas().exchange("GET", path(""), "", XML, XML);
        assertThat(read.headers().firstValue("Content-Type").orElseThrow()).startsWith(XML);
        assertThat(read.body()).contains("<anonymous>").contains("simservs/xcap");
        assertThat(tas().send("GET", path(""), "").body()).contains("\"fact\":\"ANONYMOUS\"");
        terminating(edit -> edit.append(HeaderName.PRIVACY, "id"));
        caller.expect(433);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/screening | {\"doNotDisturb\":false,\"whiteList\":[\"nobody\"],\"blackList\":[]} | nobody",
                "/ringing | {\"mode\":\"SEQUENTIAL\",\"seconds\":1,\"targets\":[]} | 5 to 180",
                "/ringing | {\"mode\":\"LOUD\",\"targets\":[]} | ''",
                "/ringing | {\"mode\":\"SIMULTANEOUS\",\"targets\":[\"sip:x@y?z=1\"]} | header part",
                "/short-numbers | {\"group\":\"g\",\"numbers\":{\"x\":\"sip:a@b\"}} | short number",
                "/incoming-barring | {\"active\":true,\"rules\":[{\"id\":\"1 2\",\"conditions\":[],\"allow\":true}]} | rule id",
                "/incoming-barring | {\"active\":true,\"rules\":null} | ''",
                "/outgoing-barring | {\"active\":true,\"rules\":[{\"id\":\"a\",\"conditions\":[{\"type\":\"moon\"}],\"allow\":true}]} | ''",
                "/outgoing-barring | {\"active\":true,\"rules\":[{\"id\":\"a\",\"conditions\":[{\"type\":\"unknown\",\"name\":\"moon\"}],\"allow\":true}]} | moon",
                "'' | [] | ''"
            })
    void what_cannot_be_is_a_problem(String service, String json, String detail) {
        var refused = put(service, json);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains(detail);
    }

    @Test
    void what_is_wrong_is_said_of_its_field() {
        var refused = put("", """
                {"diversion":{"active":true,"rules":[
                   {"id":"cfb","conditions":[{"type":"situation","fact":"BUSY"}],"forwardTo":{"target":"tel:+15550199"}},
                   {"id":"cfu","conditions":[],"forwardTo":{"target":"tel:123"}}]}}""");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("\"field\":\"diversion.rules[1].forwardTo.target\"");
        assertThat(put("/screening", "{\"doNotDisturb\":true,\"whiteList\":[],\"blackList\":[\"nobody\"]}")
                        .body())
                .contains("\"field\":\"screening.blackList[0]\"");
        assertThat(tas().send("GET", path(""), "").body()).contains("\"doNotDisturb\":false");
    }

    @Test
    void no_document_no_change() {
        var refused = tas().exchange("PUT", path(""), "<simservs/>", XML, "*/*");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    }

    @Test
    void no_token_no_entry() {
        assertThat(tas().anonymous("GET", path(""), "").statusCode()).isEqualTo(401);
        assertThat(tas().anonymous("PUT", path("/screening"), "{}").statusCode())
                .isEqualTo(401);
    }
}
