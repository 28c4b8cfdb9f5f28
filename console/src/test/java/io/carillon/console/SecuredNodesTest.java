package io.carillon.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.carillon.node.admin.AdminRole;
import io.carillon.node.directory.NodeInfo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** A node that talks to nobody without a certificate. */
class SecuredNodesTest {
    private static final String PASSWORD = "of-a-test";

    @TempDir
    private static Path folder;

    private static HttpsServer hss;
    private static TestConsole console;

    @BeforeAll
    static void start() throws Exception {
        keytool("ca", "-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-keyalg", "EC");
        certificate("hss", "-ext", "san=ip:127.0.0.1");
        certificate("console");
        hss = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hss.setHttpsConfigurator(new HttpsConfigurator(context("hss")) {
            @Override
            public void configure(HttpsParameters parameters) {
                var wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        answer("/v3/api-docs", "{\"paths\":{\"/api/v1/subscribers\":{}}}");
        answer("/actuator/health", "{\"status\":\"UP\"}");
        answer("/api/v1/subscribers", "[\"alice\"]");
        hss.start();
        console = TestConsole.start(
                "--spring.http.clients.ssl.bundle=own",
                "--spring.ssl.bundle.jks.own.keystore.location=file:" + store("console"),
                "--spring.ssl.bundle.jks.own.keystore.password=" + PASSWORD,
                "--spring.ssl.bundle.jks.own.truststore.location=file:" + store("ca"),
                "--spring.ssl.bundle.jks.own.truststore.password=" + PASSWORD);
        console.nodes().put(new NodeInfo("hss", "hss-1", Map.of("https", address()), 100, 0));
    }

    @AfterAll
    static void stop() {
        console.close();
        hss.stop(0);
    }

    @Test
    void the_front_door_and_the_map_of_nodes_show_it_theirs() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ask("/api/v1/nodes").body().contains("\"health\":\"UP\""));
        assertThat(ask("/api/v1/subscribers").body()).isEqualTo("[\"alice\"]");
        assertThat(ask("/nodes/hss-1/api/v1/subscribers").body()).isEqualTo("[\"alice\"]");
    }

    @Test
    void prometheus_learns_that_it_speaks_https() {
        assertThat(ask("/api/v1/nodes/targets").body())
                .contains("{\"targets\":[\"" + address() + "\"]", "\"__scheme__\":\"https\"");
    }

    private static String address() {
        return "127.0.0.1:" + hss.getAddress().getPort();
    }

    private static HttpResponse<String> ask(String path) {
        return new Browser(console.url()).get(path, "Authorization", "Bearer " + TestConsole.token(AdminRole.VIEWER));
    }

    private static void answer(String path, String json) {
        hss.createContext(path, exchange -> reply(exchange, json));
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static SSLContext context(String name) {
        return SslBundle.of(new JksSslStoreBundle(details(name), details("ca"))).createSslContext();
    }

    private static JksSslStoreDetails details(String name) {
        return JksSslStoreDetails.forLocation("file:" + store(name)).withPassword(PASSWORD);
    }

    private static void certificate(String name, String... more) throws Exception {
        Files.copy(store("ca"), store(name));
        var words = new ArrayList<>(
                List.of("-genkeypair", "-alias", name, "-signer", "ca", "-dname", "CN=" + name, "-keyalg", "EC"));
        words.addAll(List.of(more));
        keytool(name, words.toArray(String[]::new));
        keytool(name, "-delete", "-alias", "ca");
    }

    private static Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private static void keytool(String store, String... words) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                store(store).toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
