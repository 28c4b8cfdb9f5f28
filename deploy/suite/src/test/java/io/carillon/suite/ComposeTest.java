package io.carillon.suite;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose makes of the shipped files, with secrets as they are made at the first start. */
@Execution(ExecutionMode.CONCURRENT)
class ComposeTest {
    private static final Path SHIPPED = SourceTree.root().resolve("deploy/docker");
    private static final Pattern STORE =
            Pattern.compile("(mysql|redis|zookeeper|kafka|hbase|sentinel)(-\\d|-replica)?|homer-db");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void makeSecrets() {
        Peers.need("docker-compose", "docker-compose");
        var made = Command.of(SHIPPED.resolve("init-secrets").toString(), "192.0.2.10", secrets())
                .run(Duration.ofMinutes(1));
        assertThat(made.exit()).as(made.output()).isZero();
    }

    private static String secrets() {
        return folder.resolve("env").toString();
    }

    private Map<String, Map<String, Object>> services(String... more) throws IOException {
        return composed(more).getOrDefault("services", Map.of());
    }

    /** What the shipped file with these beside it comes to. */
    private Map<String, Map<String, Map<String, Object>>> composed(String... more) throws IOException {
        var words = new ArrayList<>(List.of("docker-compose", "--env-file", secrets()));
        Stream.concat(Stream.of("docker-compose.yml"), Arrays.stream(more))
                .forEach(
                        file -> words.addAll(List.of("-f", SHIPPED.resolve(file).toString())));
        words.addAll(List.of("--profile", "monitoring", "--profile", "ipsec", "config"));
        var config = Command.of(words.toArray(String[]::new)).run(Duration.ofMinutes(1));
        assertThat(config.exit()).as(config.output()).isZero();
        return new Yaml().load(config.output());
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.rest.yml", "docker-compose.replicated.yml"})
    void no_container_may_more_than_it_must(String more) throws IOException {
        assertThat(services(more)).hasSizeGreaterThan(15).allSatisfy((name, service) -> {
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service).as(name).containsKeys("mem_limit", "pids_limit").doesNotContainKey("privileged");
            assertThat(String.valueOf(service.get("logging"))).as(name).contains("max-size", "max-file");
            if (!STORE.matcher(name).matches()) {
                assertThat(service).as(name).containsEntry("read_only", true);
                assertThat(service.getOrDefault("cap_add", List.of()))
                        .as(name)
                        .isEqualTo(name.equals("ipsec") ? List.of("NET_ADMIN") : List.of());
            }
        });
    }

    @Test
    void the_helper_of_ipsec_is_in_the_network_of_the_border_and_shares_nothing_with_it_but_a_socket()
            throws IOException {
        var helper = services().get("ipsec");
        assertThat(String.valueOf(helper.get("network_mode"))).isEqualTo("service:sbc");
        assertThat(helper).doesNotContainKeys("ports", "networks", "environment");
        assertThat(String.valueOf(helper.get("volumes"))).matches("\\[ipsec:/run/carillon:rw]");
        assertThat(String.valueOf(services().get("sbc").get("volumes"))).contains("ipsec:/run/carillon:ro");
        assertThat(services().get("sbc").toString()).contains("CARILLON_SBC_IPSEC_HELPER=,");
    }

    @Test
    void phones_reach_the_border_over_tls_too_by_a_certificate_for_the_home_domain() throws Exception {
        var border = services().get("sbc");
        assertThat(String.valueOf(border.get("ports")))
                .contains("udp, published=5060", "tcp, published=5060", "tcp, published=5061", "tcp, published=5063");
        assertThat(border.toString())
                .contains("CARILLON_SIP_POINTS_ACCESS_PORTS_TLS=5061", "TLS_IDENTITIES_0_KEY=/tls/access.pem");
        assertThat(certificate("sbc/access.pem").getSubjectAlternativeNames().toString())
                .contains("ims.mnc001.mcc001.3gppnetwork.org", "192.0.2.10")
                .doesNotContain("172.28", "localhost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.replicated.yml", "docker-compose.homer.yml"})
    void phones_reach_the_border_and_the_relay_and_people_on_this_machine_the_pages(String more) throws IOException {
        assertThat(services(more)).allSatisfy((name, service) -> {
            var ports = String.valueOf(service.getOrDefault("ports", List.of()));
            switch (name) {
                case "sbc", "rtpproxy" -> assertThat(ports).isNotEqualTo("[]");
                case "console", "grafana", "homer" -> assertThat(ports).startsWith("[127.0.0.1:");
                default -> assertThat(ports).as(name).isEqualTo("[]");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.replicated.yml", "docker-compose.homer.yml"})
    void stores_are_where_those_nodes_reach_them_that_need_them_and_nobody_else(String more) throws IOException {
        assertThat(services(more))
                .allSatisfy((name, service) -> assertThat(networks(service))
                        .as(name)
                        .isEqualTo(zones(name.replaceFirst("-(\\d|replica)$", ""))));
        assertThat(composed(more).getOrDefault("networks", Map.of())).allSatisfy((name, network) -> {
            if (!Set.of("core", "door").contains(name)) {
                assertThat(network).as(name).containsEntry("internal", true);
            }
        });
    }

    private static Set<String> networks(Map<String, Object> service) {
        return service.get("networks") instanceof Map<?, ?> networks
                ? networks.keySet().stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    private static Set<String> zones(String role) {
        return switch (role) {
            case "kafka" -> Set.of("stores");
            case "zookeeper" -> Set.of("stores", "messages");
            case "mysql" -> Set.of("databases");
            case "redis", "sentinel" -> Set.of("sessions");
            case "hbase" -> Set.of("messages");
            case "rtpproxy", "lab" -> Set.of("core", "stores");
            case "hss", "charging", "enum" -> Set.of("core", "stores", "databases");
            case "cscf", "tas", "sbc" -> Set.of("core", "stores", "sessions");
            case "im" -> Set.of("core", "stores", "sessions", "messages");
            case "console" -> Set.of("core", "stores", "databases", "door");
            case "prometheus" -> Set.of("core", "door");
            case "grafana" -> Set.of("door");
            case "homer-db" -> Set.of("captures");
            case "heplify" -> Set.of("core", "captures");
            case "homer" -> Set.of("captures", "door");
            case "ipsec" -> Set.of();
            default -> throw new AssertionError("which zones is " + role + " in?");
        };
    }

    @Test
    void replicated_stores_are_all_known_to_every_node_that_asks_them() throws IOException {
        var services = services("docker-compose.replicated.yml");
        assertThat(services)
                .containsKeys("redis-3", "sentinel-3", "mysql-replica", "zookeeper-3", "kafka-3")
                .allSatisfy((name, service) -> {
                    if (!(service.get("environment") instanceof Map<?, ?> environment)
                            || !environment.containsKey("CARILLON_ADMIN_SECRET")) {
                        return;
                    }
                    assertThat(String.valueOf(environment.get("SPRING_CLOUD_ZOOKEEPER_CONNECT_STRING")))
                            .as(name)
                            .isEqualTo("zookeeper:2281,zookeeper-2:2281,zookeeper-3:2281");
                    assertThat(String.valueOf(environment.get("SPRING_KAFKA_BOOTSTRAP_SERVERS")))
                            .as(name)
                            .isEqualTo("kafka:9092,kafka-2:9092,kafka-3:9092");
                    if (String.valueOf(service.get("depends_on")).contains("redis=")) {
                        assertThat(String.valueOf(environment.get("SPRING_DATA_REDIS_SENTINEL_NODES")))
                                .as(name)
                                .isEqualTo("sentinel-1:26379,sentinel-2:26379,sentinel-3:26379");
                    }
                });
        assertThat(String.valueOf(services.get("im"))).contains("sentinel-1:26379");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.rest.yml", "docker-compose.replicated.yml"})
    void every_role_has_its_own_certificate_and_no_other_s(String more) throws IOException {
        assertThat(services(more)).allSatisfy((name, service) -> {
            var certificates = certificates(service);
            switch (name) {
                case "grafana", "ipsec" -> assertThat(certificates).isEmpty();
                case String sentinel
                when sentinel.startsWith("sentinel") ->
                    assertThat(certificates).as(name).containsExactly("redis");
                default -> assertThat(certificates).as(name).containsExactly(name.replaceFirst("-(\\d|replica)$", ""));
            }
        });
        assertThat(services(more).toString()).doesNotContain("ca.key", "PLAINTEXT", "sslMode=DISABLED");
    }

    /** The folders of the secrets that are mounted where certificates are looked for. */
    private static List<String> certificates(Map<String, Object> service) {
        return service.get("volumes") instanceof List<?> volumes
                ? volumes.stream()
                        .map(String::valueOf)
                        .filter(volume -> volume.endsWith("/tls:ro"))
                        .map(volume ->
                                Path.of(volume.split(":", 2)[0]).getFileName().toString())
                        .toList()
                : List.of();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker-compose.rest.yml", "docker-compose.replicated.yml"})
    void nodes_and_stores_speak_tls_and_want_certificates(String more) throws IOException {
        assertThat(services(more)).allSatisfy((name, service) -> {
            var environment = service.get("environment") instanceof Map<?, ?> of ? of : Map.of();
            var settings = String.valueOf(environment);
            if (environment.containsKey("CARILLON_ADMIN_SECRET")) {
                assertThat(settings)
                        .as(name)
                        .contains("SERVER_SSL_CLIENTAUTH=need", "SERVER_SSL_ENABLED=" + !name.equals("console"))
                        .contains("CARILLON_DIAMETER_SSLBUNDLE=own", "SPRING_DATA_REDIS_SSL_BUNDLE=own")
                        .contains("SPRING_KAFKA_PROPERTIES_SECURITY_PROTOCOL=SSL", "-Dzookeeper.client.secure=true");
            }
            if (environment.containsKey("SPRING_DATASOURCE_URL")) {
                assertThat(settings).as(name).contains("DATASOURCEPROPERTIES_SSLMODE=VERIFY_IDENTITY");
            }
            if (name.startsWith("kafka")) {
                assertThat(settings).as(name).contains("CONTROLLER:SSL,NODES:SSL", "KAFKA_SSL_CLIENT_AUTH=required");
            }
            if (name.startsWith("zookeeper")) {
                assertThat(settings).as(name).contains("secureClientPort=2281").doesNotContainPattern("(?<!0.1:)2181");
            }
        });
    }

    @Test
    void certificates_are_for_the_names_of_their_role_and_renewed_by_the_same_authority() throws Exception {
        var first = certificate("hss/own.pem");
        assertThat(first.getSubjectAlternativeNames().toString())
                .contains("hss-1.ims.mnc001.mcc001.3gppnetwork.org", "172.28.1.63", "127.0.0.1")
                .doesNotContain("cscf");
        assertThat(certificate("mysql/own.pem").getSubjectAlternativeNames().toString())
                .contains("mysql-replica");
        assertThat(permissions("secrets/ca.key")).isEqualTo("rw-------");

        var renewed = Command.of(SHIPPED.resolve("certificates").toString(), secrets())
                .run(Duration.ofMinutes(1));
        assertThat(renewed.exit()).as(renewed.output()).isZero();
        var second = certificate("hss/own.pem");
        assertThat(second).isNotEqualTo(first);
        var authority = certificate("hss/ca.pem").getPublicKey();
        first.verify(authority);
        second.verify(authority);
    }

    private X509Certificate certificate(String file) throws IOException, CertificateException {
        var text = Files.readString(folder.resolve("secrets").resolve(file));
        var certificate = text.substring(text.indexOf("-----BEGIN CERTIFICATE"));
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void prometheus_finds_its_certificate() throws IOException {
        Peers.need("promtool", "prometheus");
        var there = Files.createDirectory(folder.resolve("prometheus"));
        Prometheus.copyOfShipped(there);
        Files.copy(SHIPPED.resolve("prometheus.yml"), there.resolve("prometheus.yml"), REPLACE_EXISTING);
        Files.createSymbolicLink(there.resolve("tls"), folder.resolve("secrets/prometheus"));
        var checked = Command.of("promtool", "check", "config", "prometheus.yml")
                .in(there)
                .run(Duration.ofMinutes(1));
        assertThat(checked.exit()).as(checked.output()).isZero();
    }

    @Test
    void all_im_nodes_keep_files_where_each_of_them_finds_them() throws IOException {
        assertThat(String.valueOf(services("docker-compose.rest.yml").get("im")))
                .contains("CARILLON_IM_FILES_FOLDER=/data/files")
                .contains("im:/data");
    }

    @Test
    void homer_hears_what_the_console_hears() throws IOException {
        assertThat(String.valueOf(services("docker-compose.homer.yml").get("console")))
                .contains("CARILLON_CONSOLE_HOMER=heplify:9060");
    }

    @Test
    void secrets_are_made_once_and_are_their_owner_s() throws IOException {
        var env = Files.readString(folder.resolve("env"));
        assertThat(env).containsPattern("CARILLON_ADMIN_SECRET=\\S{40}").containsPattern("GRAFANA_PASSWORD=\\S{20}");
        assertThat(permissions("env")).isEqualTo("rw-------");
        assertThat(permissions("secrets")).isEqualTo("rwx------");
        assertThat(Files.readString(folder.resolve("secrets/prometheus-token")).split("\\."))
                .hasSize(3);
        var again = Command.of(SHIPPED.resolve("init-secrets").toString(), "192.0.2.10", secrets())
                .run(Duration.ofMinutes(1));
        assertThat(again.exit()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("env"))).isEqualTo(env);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
