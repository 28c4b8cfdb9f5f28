package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.admin.AdminRole;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in at a provider of OpenID Connect. */
class OidcTest {
    private static final MockOAuth2Server provider = new MockOAuth2Server();
    private static final TestConsole console;

    static {
        provider.start();
        console = TestConsole.start(
                "--carillon.console.oidc.issuer=" + provider.issuerUrl("staff"),
                "--carillon.console.oidc.client-id=carillon",
                "--carillon.console.oidc.client-secret=a secret between two machines",
                "--carillon.console.oidc.name=Staff",
                "--carillon.console.oidc.role-claim=realm_access.roles");
    }

    @AfterAll
    static void stop() {
        console.close();
        provider.shutdown();
    }

    /** A browser that follows every redirect, as a person's does. */
    private static final class Person {
        private final String url;
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();

        Person() {
            this(console.url());
        }

        Person(String url) {
            this.url = url;
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(URI.create(url + path)).GET());
        }

        int changes(String path, String json) {
            return send(HttpRequest.newBuilder(URI.create(url + path))
                            .header("Origin", url)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json)))
                    .statusCode();
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        JsonNode session() {
            return JsonMapper.shared().readTree(get("/api/v1/session").body());
        }
    }

    private static Person signsIn(String name, Object realmAccess) {
        provider.enqueueCallback(new DefaultOAuth2TokenCallback(
                "staff",
                "subject-of-" + name,
                "JWT",
                List.of("carillon"),
                Map.of("preferred_username", name, "realm_access", realmAccess)));
        var person = new Person();
        person.get("/oauth2/authorization/oidc");
        return person;
    }

    @Test
    void the_page_says_that_there_is_another_way_in() {
        assertThat(new Person().session().path("provider").asString()).isEqualTo("Staff");
    }

    @Test
    void somebody_gets_the_role_that_the_provider_claims_and_the_audit_knows_them() {
        var olga = signsIn("olga", Map.of("roles", List.of("offline_access", "carillon-operator")));
        var session = olga.session();
        assertThat(session.path("signedIn").asBoolean()).isTrue();
        assertThat(session.path("name").asString()).isEqualTo("oidc:olga");
        assertThat(session.path("role").asString()).isEqualTo("operator");
        assertThat(olga.get("/api/v1/nodes").statusCode()).isEqualTo(200);
        assertThat(olga.get("/api/v1/accounts").statusCode()).isEqualTo(403);
        var audit = new Browser(console.url())
                .get("/api/v1/audit", "Authorization", "Bearer " + TestConsole.token(AdminRole.ADMIN));
        assertThat(audit.body()).contains("\"account\":\"oidc:olga\"");
    }

    @Test
    void the_most_of_several_roles_counts() {
        var ada = signsIn("ada", Map.of("roles", List.of("carillon-viewer", "carillon-admin")));
        assertThat(ada.session().path("role").asString()).isEqualTo("admin");
        assertThat(ada.get("/api/v1/accounts").statusCode()).isEqualTo(200);
        assertThat(ada.changes(
                        "/api/v1/accounts",
                        "{\"name\":\"local\",\"password\":\"a long enough one\",\"role\":\"viewer\"}"))
                .isEqualTo(201);
    }

    @Test
    void who_has_no_role_here_does_not_get_in() {
        for (var claim : new Object[] {
            Map.of("roles", List.of("accountant")), Map.of(), "carillon-admin", List.of("carillon-admin")
        }) {
            var person = signsIn("nora", claim);
            assertThat(person.session().path("signedIn").asBoolean())
                    .as(claim.toString())
                    .isFalse();
            assertThat(person.get("/api/v1/nodes").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_code_that_nobody_asked_for_opens_nothing() {
        var person = new Person();
        var answer = person.get("/login/oauth2/code/oidc?code=stolen&state=guessed");
        assertThat(answer.uri().getQuery()).isEqualTo("sign-in=refused");
        assertThat(person.session().path("signedIn").asBoolean()).isFalse();
    }

    @Test
    void a_provider_that_is_away_is_said_so() {
        try (var alone = TestConsole.start(
                "--carillon.console.oidc.issuer=http://127.0.0.1:9/nobody",
                "--carillon.console.oidc.client-id=carillon",
                "--carillon.console.oidc.client-secret=a secret between two machines")) {
            var answer = new Person(alone.url()).get("/oauth2/authorization/oidc");
            assertThat(answer.uri().getQuery()).isEqualTo("sign-in=away");
        }
    }

    @Test
    void the_door_beside_is_as_closed_as_ever() {
        assertThat(new Person().get("/api/v1/traces").statusCode()).isEqualTo(401);
        assertThat(new Person().get("/oauth2/authorization/other").statusCode()).isEqualTo(401);
    }
}
