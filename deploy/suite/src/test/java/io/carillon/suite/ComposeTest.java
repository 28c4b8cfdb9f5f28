package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What docker-compose makes of the shipped file, with secrets as they are made at the first start. */
class ComposeTest {
    private static final Path SHIPPED = SourceTree.root().resolve("deploy/docker");
    private static final Set<String> STORES = Set.of("mysql", "redis", "zookeeper", "kafka", "hbase");

    @TempDir
    private Path folder;

    private Map<String, Map<String, Object>> services = Map.of();

    @BeforeEach
    void read() throws IOException {
        Peers.need("docker-compose", "docker-compose");
        var secrets = folder.resolve("env").toString();
        var made = Command.of(SHIPPED.resolve("init-secrets").toString(), "192.0.2.10", secrets)
                .run(Duration.ofMinutes(1));
        assertThat(made.exit()).as(made.output()).isZero();
        var config = Command.of(
                        "docker-compose",
                        "--env-file",
                        secrets,
                        "-f",
                        SHIPPED.resolve("docker-compose.yml").toString(),
                        "--profile",
                        "monitoring",
                        "config")
                .run(Duration.ofMinutes(1));
        assertThat(config.exit()).as(config.output()).isZero();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(config.output());
        services = document.getOrDefault("services", Map.of());
    }

    @Test
    void no_container_may_more_than_it_must() {
        assertThat(services).hasSizeGreaterThan(15).allSatisfy((name, service) -> {
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
            assertThat(service).as(name).containsKeys("mem_limit", "pids_limit").doesNotContainKey("privileged");
            if (!STORES.contains(name)) {
                assertThat(service).as(name).containsEntry("read_only", true).doesNotContainKey("cap_add");
            }
        });
    }

    @Test
    void phones_reach_the_border_and_the_relay_and_people_on_this_machine_the_pages() {
        assertThat(services).allSatisfy((name, service) -> {
            var ports = String.valueOf(service.getOrDefault("ports", List.of()));
            switch (name) {
                case "sbc", "rtpproxy" -> assertThat(ports).isNotEqualTo("[]");
                case "console", "grafana" -> assertThat(ports).startsWith("[127.0.0.1:");
                default -> assertThat(ports).as(name).isEqualTo("[]");
            }
        });
    }

    @Test
    void stores_are_in_a_zone_of_their_own() {
        for (var store : STORES) {
            assertThat(services.get(store))
                    .hasEntrySatisfying(
                            "networks", networks -> assertThat(networks).hasToString("{stores=null}"));
        }
    }

    @Test
    void secrets_are_made_once_and_are_their_owner_s() throws IOException {
        var env = Files.readString(folder.resolve("env"));
        assertThat(env).containsPattern("CARILLON_ADMIN_SECRET=\\S{40}").containsPattern("GRAFANA_PASSWORD=\\S{20}");
        assertThat(permissions("env")).isEqualTo("rw-------");
        assertThat(permissions("secrets")).isEqualTo("rwx------");
        assertThat(Files.readString(folder.resolve("secrets/prometheus-token")).split("\\."))
                .hasSize(3);
        var again = Command.of(
                        SHIPPED.resolve("init-secrets").toString(),
                        "192.0.2.10",
                        folder.resolve("env").toString())
                .run(Duration.ofMinutes(1));
        assertThat(again.exit()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("env"))).isEqualTo(env);
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }
}
