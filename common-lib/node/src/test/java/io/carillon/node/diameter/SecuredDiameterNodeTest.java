package io.carillon.node.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.LocationInfoAnswer;
import io.carillon.diameter.cx.LocationInfoRequest;
import io.carillon.node.Http;
import io.carillon.node.TestNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Two nodes whose peers are known by name and certificate. */
class SecuredDiameterNodeTest {
    private static final String DOMAIN = ".ims.mnc001.mcc001.3gppnetwork.org";
    private static final String PASSWORD = "of-a-test";

    @TempDir
    static Path data;

    @Configuration
    static class Hss {
        @Bean
        DiameterServer cx(DiameterNode node) {
            return node.server(Cx.APPLICATION)
                    .handle(
                            LocationInfoRequest.class,
                            request -> LocationInfoAnswer.draft()
                                    .result(BaseResult.SUCCESS)
                                    .set(CxAvps.SERVER_NAME, "sip:scscf")
                                    .build());
        }
    }

    @Configuration
    static class Cscf {
        @Bean
        DiameterClient cx(DiameterNode node) {
            return node.client("hss", Cx.APPLICATION).start();
        }
    }

    @Test
    void they_find_each_other_and_the_probe_gets_its_answer() throws Exception {
        keytool("ca", "-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "-keyalg", "EC");
        for (var role : List.of("hss", "cscf")) {
            Files.copy(store("ca"), store(role));
            keytool(
                    role,
                    "-genkeypair",
                    "-alias",
                    role,
                    "-signer",
                    "ca",
                    "-dname",
                    "CN=node",
                    "-keyalg",
                    "EC",
                    "-ext",
                    "san=dns:" + role + "-1" + DOMAIN);
            keytool(role, "-delete", "-alias", "ca");
        }
        try (var hss = TestNode.start(
                        data.resolve("hss"), settings("hss", Map.of("carillon.diameter.port", 0)), Hss.class);
                var cscf = TestNode.start(
                        data.resolve("cscf"),
                        settings(
                                "cscf",
                                Map.of(
                                        "carillon.directory.root",
                                        hss.getEnvironment().getRequiredProperty("carillon.directory.root"))),
                        Cscf.class)) {
            var client = cscf.getBean(DiameterClient.class);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> client.connected().contains("hss-1" + DOMAIN));
            var request = LocationInfoRequest.draft()
                    .set(CxAvps.PUBLIC_IDENTITY, "sip:alice@home.example")
                    .build();
            assertThat(client.ask(request, Duration.ofSeconds(30))).isInstanceOf(Outcome.Answered.class);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Http.to(hss).get("/actuator/health/functional").statusCode() == 200);
        }
    }

    private static Map<String, Object> settings(String role, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("carillon.node.role", role);
        settings.put("carillon.diameter.ssl-bundle", "peers");
        settings.put("carillon.diameter.names", "cscf-1" + DOMAIN);
        Map.of("keystore", role, "truststore", "ca").forEach((part, name) -> {
            var bundle = "spring.ssl.bundle.jks.peers." + part;
            settings.put(bundle + ".location", "file:" + store(name));
            settings.put(bundle + ".password", PASSWORD);
            settings.put(bundle + ".type", "PKCS12");
        });
        return settings;
    }

    private static Path store(String name) {
        return data.resolve(name + ".p12");
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
