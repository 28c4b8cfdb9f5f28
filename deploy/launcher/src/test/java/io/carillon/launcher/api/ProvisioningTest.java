package io.carillon.launcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.SuiteException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real HTTP against peers that note what they are asked and answer what the test says. */
class ProvisioningTest {
    private static final String ALICE = "alice@home";
    private static final int ENUM_PORT = 8085;
    private static final int HSS_PORT = 8086;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private HttpServer hss;
    private HttpServer enumNode;
    private Provisioning provisioning;

    @TempDir
    private Path run;

    private record Answer(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        while (hss == null) {
            enumNode = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            try {
                hss = HttpServer.create(
                        new InetSocketAddress("127.0.0.1", enumNode.getAddress().getPort() + HSS_PORT - ENUM_PORT), 0);
            } catch (BindException e) {
                enumNode.stop(0); // somebody has the next port: look for another pair
            }
        }
        for (HttpServer server : List.of(hss, enumNode)) {
            server.createContext("/", this::answer);
            server.start();
        }
        int offset = enumNode.getAddress().getPort() - ENUM_PORT;
        provisioning = Provisioning.of(new Suite(new Layout(run, run), offset));
    }

    @AfterEach
    void stop() {
        hss.stop(0);
        enumNode.stop(0);
    }

    @Test
    void a_file_goes_to_hss_and_the_numbers_of_those_it_took_to_enum() throws IOException {
        Path file = Files.writeString(run.resolve("s.csv"), """
                impi,impus,password
                a@home,sip:a@home tel:+49301,p
                b@home,sip:b@home tel:+49302,
                """);
        answers.put("POST /api/v1/imports?present=KEEP", new Answer(202, "{\"id\":\"1\"}"));
        answers.put(
                "GET /api/v1/imports/1",
                new Answer(200, "{\"state\":\"DONE\",\"created\":1,\"replaced\":0,\"kept\":0,\"refused\":1}"));
        answers.put(
                "GET /api/v1/imports/1/refused", new Answer(200, "line,impi,field,reason\n3,b@home,password,needed\n"));
        answers.put("PUT /api/v1/numbers/%2B49301", new Answer(200, "{}"));
        var told = new ByteArrayOutputStream();
        int offset = enumNode.getAddress().getPort() - ENUM_PORT;
        var bulk = new BulkImport(new Api(new Suite(new Layout(run, run), offset)), new PrintStream(told, true));

        assertThat(bulk.run(file, "keep")).isFalse();
        assertThat(told.toString()).contains("refused: line 3,b@home,password,needed", "1 created", "1 numbers");
        assertThat(asked).noneMatch(each -> each.startsWith("PUT") && each.contains("49302"));
        answers.put("GET /api/v1/imports/1", new Answer(200, "{\"state\":\"STOPPED\",\"problem\":\"no JSON\"}"));
        assertThatThrownBy(() -> bulk.run(file, "keep")).hasMessageContaining("no JSON");
    }

    @Test
    void a_subscriber_goes_to_hss_and_its_number_to_enum() {
        answers.put("POST /api/v1/subscribers", new Answer(201, "{\"impi\":\"alice@home\"}"));
        answers.put("PUT /api/v1/numbers/%2B49301", new Answer(200, "{}"));
        provisioning.addWithPassword(ALICE, List.of("sip:alice@home", "tel:+49301"), "secret");
        assertThat(asked).hasSize(2);
        assertThat(asked.get(0))
                .startsWith("POST /api/v1/subscribers")
                .contains("\"impi\":\"alice@home\"")
                .contains("\"impus\":[\"sip:alice@home\",\"tel:+49301\"]")
                .contains("\"password\":\"secret\"");
        assertThat(asked.get(1)).isEqualTo("PUT /api/v1/numbers/%2B49301 {\"uri\":\"sip:alice@home\"}");
    }

    @Test
    void the_keys_of_a_usim_are_handed_over_as_given() {
        answers.put("POST /api/v1/subscribers", new Answer(201, ""));
        provisioning.addWithUsim(ALICE, List.of("sip:alice@home"), "00", "11", "8000", null);
        assertThat(asked.getFirst())
                .contains("\"ki\":\"00\"", "\"opc\":\"11\"", "\"amf\":\"8000\"")
                .doesNotContain("sqn", "password");
    }

    @Test
    void a_refusal_carries_the_detail_of_the_problem() {
        answers.put(
                "POST /api/v1/subscribers",
                new Answer(
                        409, "{\"title\":\"Conflict\",\"status\":409,\"detail\":\"already provisioned: alice@home\"}"));
        assertThatThrownBy(() -> provisioning.addWithPassword(ALICE, List.of("sip:alice@home"), "x"))
                .isInstanceOf(ApiException.class)
                .hasMessage("hss-1: already provisioned: alice@home (HTTP 409)");
    }

    @Test
    void all_pages_are_listed() {
        answers.put(
                "GET /api/v1/subscribers?size=500&page=0",
                new Answer(200, "{\"items\":[{\"impi\":\"a\"}],\"total\":2}"));
        answers.put(
                "GET /api/v1/subscribers?size=500&page=1",
                new Answer(200, "{\"items\":[{\"impi\":\"b\"}],\"total\":2}"));
        assertThat(provisioning.list())
                .extracting(item -> item.path("impi").asString())
                .containsExactly("a", "b");
    }

    @Test
    void removing_takes_the_numbers_away_even_when_enum_forgot_one() {
        answers.put(
                "GET /api/v1/subscribers/alice%40home",
                new Answer(200, "{\"impus\":[{\"impu\":\"sip:alice@home\"},{\"impu\":\"tel:+49301\"}]}"));
        answers.put("DELETE /api/v1/subscribers/alice%40home", new Answer(204, ""));
        provisioning.remove(ALICE);
        assertThat(asked.getLast()).startsWith("DELETE /api/v1/numbers/%2B49301");
    }

    @Test
    void an_unknown_subscriber_does_not_exist() {
        assertThat(provisioning.exists("nobody@home")).isFalse();
    }

    @Test
    void a_node_that_does_not_run_is_named_with_what_to_do() {
        hss.stop(0);
        assertThatThrownBy(() -> provisioning.show(ALICE))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("hss-1 does not run")
                .hasMessageContaining("./ims up");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add((question + " " + body).strip());
        Answer answer = exchange.getRequestHeaders().getFirst("Authorization").startsWith("Bearer ")
                ? answers.getOrDefault(question, new Answer(404, "{\"title\":\"Not Found\"}"))
                : new Answer(401, "");
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
