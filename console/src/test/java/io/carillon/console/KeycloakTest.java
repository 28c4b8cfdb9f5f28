package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.admin.AdminRole;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * Signing in at a real Keycloak. {@code -Dcarillon.keycloak=FOLDER} says where its distribution is unpacked; it comes from
 * Maven Central, org.keycloak:keycloak-quarkus-dist:zip.
 */
@EnabledIfSystemProperty(named = "carillon.keycloak", matches = ".+")
class KeycloakTest {
    private static final String SECRET = UUID.randomUUID().toString();
    private static final String PASSWORD = UUID.randomUUID().toString();
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    private static TestConsole console;
    /** At a client that nobody has told about roles. */
    private static TestConsole plain;

    private static Keycloak keycloak;

    @BeforeAll
    static void start() throws IOException {
        int port = Keycloak.freePort();
        console = console(port, "carillon-console");
        plain = console(port, "without-mapper", "--carillon.console.oidc.role-claim=realm_access.roles");
        var realm = Files.readString(Path.of("src/test/resources/keycloak/realm.json"))
                .replace("SECRET", SECRET)
                .replace("PASSWORD", PASSWORD)
                .replace("CONSOLE", console.url())
                .replace("PLAIN", plain.url());
        keycloak = Keycloak.start(Path.of(System.getProperty("carillon.keycloak")), port, realm);
        keycloak.awaitRealm();
    }

    private static TestConsole console(int port, String client, String... more) {
        var settings = new ArrayList<>(List.of(
                "--carillon.console.oidc.issuer=" + Keycloak.issuer(port),
                "--carillon.console.oidc.client-id=" + client,
                "--carillon.console.oidc.client-secret=" + SECRET));
        settings.addAll(List.of(more));
        return TestConsole.start(settings.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        keycloak.close();
        plain.close();
        console.close();
    }

    /** Browsers take a cookie for secure connections from their own machine without TLS too. */
    private static final class LoopbackCookies extends CookieManager {
        @Override
        public void put(URI from, Map<String, List<String>> headers) throws IOException {
            var plain = new LinkedHashMap<>(headers);
            plain.replaceAll((name, values) -> name.equalsIgnoreCase("Set-Cookie")
                    ? values.stream()
                            .map(value -> value.replaceAll("(?i);\\s*secure\\b", ""))
                            .toList()
                    : values);
            super.put(from, plain);
        }
    }

    /** Who follows every redirect and fills in the provider's form. */
    private record Person(TestConsole at, HttpClient http) {
        Person(TestConsole at) {
            this(
                    at,
                    HttpClient.newBuilder()
                            .cookieHandler(new LoopbackCookies())
                            .followRedirects(HttpClient.Redirect.ALWAYS)
                            .build());
        }

        HttpResponse<String> get(String path) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(at.url() + path)));
        }

        HttpResponse<String> signsIn(String name, String password) throws Exception {
            var page = get("/oauth2/authorization/oidc").body();
            var form = FORM.matcher(page);
            assertThat(form.find()).as(page).isTrue();
            var fields = "username=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
            return send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
        }

        JsonNode session() throws Exception {
            return Browser.json(get("/api/v1/session"));
        }
    }

    @Test
    void an_operator_signs_in_with_the_role_of_the_realm_and_is_in_the_audit() throws Exception {
        var olga = new Person(console);
        olga.signsIn("olga", PASSWORD);
        var session = olga.session();
        assertThat(session.path("name").asString()).isEqualTo("oidc:olga");
        assertThat(session.path("role").asString()).isEqualTo("operator");
        assertThat(olga.get("/api/v1/nodes").statusCode()).isEqualTo(200);
        assertThat(olga.get("/api/v1/accounts").statusCode()).isEqualTo(403);
        var audit = new Browser(console.url())
                .get("/api/v1/audit", "Authorization", "Bearer " + TestConsole.token(AdminRole.ADMIN));
        assertThat(audit.body()).contains("\"account\":\"oidc:olga\"");
    }

    @Test
    void the_most_of_several_roles_counts() throws Exception {
        var ada = new Person(console);
        ada.signsIn("ada", PASSWORD);
        assertThat(ada.session().path("role").asString()).isEqualTo("admin");
        assertThat(ada.get("/api/v1/accounts").statusCode()).isEqualTo(200);
    }

    @Test
    void who_has_no_role_here_does_not_get_in() throws Exception {
        var nora = new Person(console);
        assertThat(nora.signsIn("nora", PASSWORD).uri().getQuery()).isEqualTo("sign-in=no-role");
        assertThat(nora.session().path("signedIn").asBoolean()).isFalse();
        assertThat(nora.get("/api/v1/nodes").statusCode()).isEqualTo(401);
    }

    @Test
    void a_wrong_password_leads_back_to_the_providers_form() throws Exception {
        var stranger = new Person(console);
        assertThat(FORM.matcher(stranger.signsIn("olga", "guessed").body()).find())
                .isTrue();
        assertThat(stranger.session().path("signedIn").asBoolean()).isFalse();
    }

    /** Its own mapper of roles writes into access tokens alone, which are none of the console's business. */
    @Test
    void without_a_mapper_into_the_id_token_nobody_has_a_role() throws Exception {
        var ada = new Person(plain);
        assertThat(ada.signsIn("ada", PASSWORD).uri().getQuery()).isEqualTo("sign-in=no-role");
        assertThat(ada.session().path("signedIn").asBoolean()).isFalse();
    }
}
