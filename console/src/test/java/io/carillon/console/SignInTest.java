package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.admin.AdminRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** From the first run to several people with roles. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignInTest {
    private static final TestConsole console = TestConsole.start();
    private static final String FIRST = "{\"name\":\"ada\",\"password\":\"correct horse battery\"}";

    @AfterAll
    static void stop() {
        console.close();
    }

    private static Browser browser() {
        return new Browser(console.url());
    }

    private static Browser signedIn(String name, String password) {
        var browser = browser();
        var answer = browser.post("/api/v1/session", "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return browser;
    }

    private static String bearer(AdminRole role) {
        return "Bearer " + TestConsole.token(role);
    }

    @Test
    @Order(1)
    void the_first_account_wants_an_admins_token_and_is_made_once() {
        assertThat(Browser.json(browser().get("/api/v1/session"))
                        .get("firstRun")
                        .asBoolean())
                .isTrue();
        assertThat(browser().post("/api/v1/session/first", FIRST).statusCode()).isEqualTo(401);
        assertThat(browser()
                        .post("/api/v1/session/first", FIRST, "Authorization", bearer(AdminRole.OPERATOR))
                        .statusCode())
                .isEqualTo(403);
        var ada = browser();
        assertThat(ada.post("/api/v1/session/first", FIRST, "Authorization", bearer(AdminRole.ADMIN))
                        .statusCode())
                .isEqualTo(200);
        var state = Browser.json(ada.get("/api/v1/session"));
        assertThat(state.get("name").asString()).isEqualTo("ada");
        assertThat(state.get("role").asString()).isEqualTo("admin");
        assertThat(state.get("home").asString()).isEqualTo("ims.mnc001.mcc001.3gppnetwork.org");
        assertThat(state.get("firstRun").asBoolean()).isFalse();
        assertThat(browser()
                        .post("/api/v1/session/first", FIRST, "Authorization", bearer(AdminRole.ADMIN))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @Order(2)
    void a_session_ends_when_its_person_leaves() {
        var ada = signedIn("ada", "correct horse battery");
        assertThat(ada.get("/api/v1/nodes").statusCode()).isEqualTo(200);
        ada.send("DELETE", "/api/v1/session", "", "Origin", console.url());
        assertThat(ada.get("/api/v1/nodes").statusCode()).isEqualTo(401);
    }

    @Test
    @Order(3)
    void a_page_of_another_site_changes_nothing() {
        var ada = signedIn("ada", "correct horse battery");
        var body = "{\"name\":\"eve\",\"password\":\"a password of hers\",\"role\":\"admin\"}";
        assertThat(ada.send("POST", "/api/v1/accounts", body, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(401);
        assertThat(ada.send("POST", "/api/v1/accounts", body).statusCode()).isEqualTo(401);
    }

    @Test
    @Order(4)
    void roles_decide_and_every_change_is_in_the_audit() {
        var ada = signedIn("ada", "correct horse battery");
        assertThat(ada.post("/api/v1/accounts", "{\"name\":\"vic\",\"password\":\"short\",\"role\":\"viewer\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ada.post(
                                "/api/v1/accounts",
                                "{\"name\":\"vic\",\"password\":\"a view of the hills\",\"role\":\"viewer\"}")
                        .statusCode())
                .isEqualTo(201);
        var vic = signedIn("vic", "a view of the hills");
        assertThat(vic.get("/api/v1/traces").statusCode()).isEqualTo(200);
        assertThat(vic.get("/api/v1/accounts").statusCode()).isEqualTo(403);
        assertThat(vic.get("/api/v1/audit").statusCode()).isEqualTo(403);
        assertThat(vic.post("/api/v1/accounts", "{}").statusCode()).isEqualTo(403);
        assertThat(ada.send("DELETE", "/api/v1/accounts/ada", "", "Origin", console.url())
                        .statusCode())
                .isEqualTo(400);
        var audit = ada.get("/api/v1/audit").body();
        assertThat(audit).contains("\"account\":\"ada\"", "\"path\":\"/api/v1/accounts\"", "\"status\":201");
        assertThat(audit).contains("\"account\":\"vic\"").doesNotContain("hills");
    }

    @Test
    @Order(5)
    void a_command_is_in_the_audit_under_the_name_of_who_gave_it() {
        var ada = signedIn("ada", "correct horse battery");
        assertThat(ada.post("/api/v1/audit", "{\"command\": \"scale cscf=2\"}").statusCode())
                .isEqualTo(202);
        assertThat(ada.post("/api/v1/audit", "{\"command\": \"two\\nlines\"}").statusCode())
                .isEqualTo(400);
        assertThat(signedIn("vic", "a view of the hills")
                        .post("/api/v1/audit", "{\"command\": \"kill hss\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ada.get("/api/v1/audit").body())
                .contains("\"account\":\"ada\"", "\"method\":\"./ims\",\"path\":\"scale cscf=2\",\"status\":202")
                .contains("\"method\":\"POST\",\"path\":\"/api/v1/audit\",\"status\":403")
                .doesNotContain("kill hss", "lines");
    }

    @Test
    @Order(6)
    void who_guesses_passwords_is_locked_out_and_a_name_that_nobody_has_looks_the_same() {
        var wrong = browser().post("/api/v1/session", "{\"name\":\"ada\",\"password\":\"guess\"}");
        var nobody = browser().post("/api/v1/session", "{\"name\":\"nobody\",\"password\":\"guess\"}");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(Browser.json(nobody).get("detail"))
                .isEqualTo(Browser.json(wrong).get("detail"));
        for (int i = 0; i < 10; i++) {
            browser().post("/api/v1/session", "{\"name\":\"ada\",\"password\":\"guess\"}");
        }
        var locked = browser().post("/api/v1/session", "{\"name\":\"ada\",\"password\":\"correct horse battery\"}");
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).contains("300");
    }
}
