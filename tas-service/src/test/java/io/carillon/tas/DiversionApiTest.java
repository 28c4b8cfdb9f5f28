package io.carillon.tas;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's diversion settings over REST, and the call that obeys them. */
class DiversionApiTest extends IscTest {
    private String path(String identity) {
        return "/api/v1/users/" + URLEncoder.encode(identity, StandardCharsets.UTF_8) + "/diversion";
    }

    private HttpResponse<String> put(String json) {
        return tas().send("PUT", path(user), json);
    }

    @Test
    void what_is_set_is_what_calls_do() {
        var target = user("carol");
        assertThat(put("{\"unconditional\":\"" + target + "\",\"noReplySeconds\":30}")
                        .statusCode())
                .isEqualTo(200);

        var stored = tas().send("GET", path(user), "");
        assertThat(stored.statusCode()).isEqualTo(200);
        assertThat(stored.body())
                .contains("\"unconditional\":\"" + target + "\"")
                .contains("\"noReplySeconds\":30")
                .doesNotContain("empty");
        terminating();
        caller.expect(181);
        var diverted = callee.expect("INVITE");
        assertThat(diverted.uri()).isEqualTo(target);
        callerHangsUp(answer(diverted));

        assertThat(tas().send("DELETE", path(user), "").statusCode()).isEqualTo(204);
        terminating();
        var onward = callee.expect("INVITE");
        assertThat(onward.uri()).isEqualTo(user);
        callerHangsUp(answer(onward));
    }

    @Test
    void a_user_who_set_nothing_has_no_rules() {
        assertThat(tas().send("GET", path(user), "").body()).contains("\"unconditional\":null");
        assertThat(tas().send("GET", path("tel:+4930123456"), "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:bob@home",
                "bob",
                "",
                "sip:",
                "sip:bob@home?Route=x",
                "sip:bob@ho me",
                "sip:bob@home>;x=<sip:y",
                "sip:bob@home\\r\\nX: y",
                "tel:12345",
                "tel:+"
            })
    void a_bad_target_is_named(String target) {
        var refused = put("{\"busy\":\"" + target + "\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"status\":400").contains("\"detail\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"noReplySeconds\":4}",
                "{\"noReplySeconds\":181}",
                "{\"busy\":",
                "[]",
                "{\"noReplySeconds\":\"x\"}"
            })
    void a_bad_body_is_a_problem(String json) {
        var refused = put(json);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void nobody_diverts_to_himself() {
        assertThat(put("{\"noReply\":\"" + user + ";user=phone\"}").body()).contains("own identity");
    }

    @Test
    void a_bad_user_is_named() {
        var refused = tas().send("GET", path("bob"), "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("no public identity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE"})
    void no_token_no_entry(String method) {
        var refused = tas().anonymous(method, path(user), method.equals("PUT") ? "{}" : "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
