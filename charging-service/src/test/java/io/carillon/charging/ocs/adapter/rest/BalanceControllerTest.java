package io.carillon.charging.ocs.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.charging.Rest;
import io.carillon.charging.RoClient;
import io.carillon.charging.SharedNode;
import io.carillon.charging.ocs.Account;
import io.carillon.node.admin.AdminRole;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BalanceControllerTest {
    private final Rest operator = new Rest(SharedNode.get(), AdminRole.OPERATOR);
    private final Rest viewer = new Rest(SharedNode.get(), AdminRole.VIEWER);
    private final String alice = "sip:alice-" + UUID.randomUUID() + "@example.org";
    private final String path = "/api/v1/balances/" + alice;

    @Test
    void a_balance_is_set_topped_up_and_read() {
        assertThat(viewer.get(path).statusCode()).isEqualTo(404);
        assertThat(Rest.json(operator.put(path, "{\"balance\": 100}"))
                        .path("balance")
                        .asLong())
                .isEqualTo(100);
        assertThat(Rest.json(operator.put(path, "{\"topUp\": 50}"))
                        .path("available")
                        .asLong())
                .isEqualTo(150);
        HttpResponse<String> read = viewer.get(path.replace("@example.org", "@EXAMPLE.org"));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body())
                .isEqualTo("{\"impu\":\"%s\",\"balance\":150,\"reserved\":0,\"available\":150}".formatted(alice));
    }

    @Test
    void an_open_call_shows_what_it_holds_and_cannot_be_robbed_of_it() {
        operator.put(path, "{\"balance\": 100}");
        try (RoClient tas = new RoClient(SharedNode.get())) {
            String session = tas.newSessionId();
            tas.sends(RoClient.initial(session, alice));
            tas.sends(RoClient.update(session, 1, alice, 42));
            var held = Rest.json(viewer.get(path + "/reservations"));
            assertThat(held).hasSize(1);
            assertThat(held.path(0).path("sessionId").asString()).isEqualTo(session);
            assertThat(held.path(0).path("destination").asString()).isEqualTo("sip:bob@example.org");
            assertThat(held.path(0).path("reserved").asLong()).isEqualTo(10);
            assertThat(held.path(0).path("paid").asLong()).isEqualTo(10);
            assertThat(held.path(0).path("used").path("100[]").asLong()).isEqualTo(42);

            assertThat(operator.put(path, "{\"balance\": 9}").statusCode()).isEqualTo(409);
            assertThat(operator.put(path, "{\"balance\": 10}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void what_cannot_be_is_refused_as_a_problem() {
        for (String bad : new String[] {
            "{}",
            "{\"balance\": 1, \"topUp\": 1}",
            "{\"balance\": -1}",
            "{\"topUp\": " + (Account.MAX_BALANCE + 1) + "}",
            "{\"balance\": \"much\"}",
            "no json"
        }) {
            HttpResponse<String> refused = operator.put(path, bad);
            assertThat(refused.statusCode()).as(bad).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        }
        assertThat(viewer.get("/api/v1/balances/nobody").statusCode()).isEqualTo(400);
        assertThat(viewer.get("/api/v1/balances/sip:" + "a".repeat(300) + "@b").statusCode())
                .isEqualTo(400);
        assertThat(viewer.get(path + "/reservations").statusCode()).isEqualTo(404);
    }

    @Test
    void a_viewer_changes_nothing() {
        assertThat(viewer.put(path, "{\"balance\": 1}").statusCode()).isEqualTo(403);
        assertThat(viewer.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void the_calls_are_documented() {
        HttpResponse<String> api = viewer.get("/v3/api-docs");
        assertThat(api.statusCode()).isEqualTo(200);
        assertThat(api.body())
                .contains("/api/v1/balances/{impu}", "/api/v1/balances/{impu}/reservations", "/api/v1/cdrs");
    }

    @Test
    void metrics_tell_grants_and_refusals() {
        operator.put(path, "{\"balance\": 10}");
        try (RoClient tas = new RoClient(SharedNode.get())) {
            tas.sends(RoClient.initial(tas.newSessionId(), alice));
            tas.sends(RoClient.initial(tas.newSessionId(), alice));
        }
        assertThat(viewer.get("/actuator/prometheus", "text/plain").body())
                .contains("carillon_charging_grants_total", "carillon_charging_refusals_total");
    }
}
