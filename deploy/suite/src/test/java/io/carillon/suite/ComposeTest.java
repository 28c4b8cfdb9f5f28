package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
    private Path folder;

    @BeforeEach
    void makeSecrets() {
        Peers.need("docker-compose", "docker-compose");
        var made = Command.of(SHIPPED.resolve("init-secrets").toString(), "192.0.2.10", secrets())
                .run(Duration.ofMinutes(1));
        assertThat(made.exit()).as(made.output()).isZero();
    }

    private String secrets() {
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
        words.addAll(List.of("--profile", "monitoring", "config"));
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
            if (!STORE.matcher(name).matches()) {
                assertThat(service).as(name).containsEntry("read_only", true).doesNotContainKey("cap_add");
            }
        });
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
    void stores_are_in_a_zone_of_their_own(String more) throws IOException {
        assertThat(services(more)).allSatisfy((name, service) -> {
            if (STORE.matcher(name).matches() && service.get("networks") instanceof Map<?, ?> networks) {
                assertThat(networks.keySet()).as(name).hasToString("[stores]");
            }
        });
        assertThat(composed(more).getOrDefault("networks", Map.of()).get("stores"))
                .containsEntry("internal", true);
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
                            .isEqualTo("zookeeper:2181,zookeeper-2:2181,zookeeper-3:2181");
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
