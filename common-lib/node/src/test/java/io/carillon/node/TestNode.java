package io.carillon.node;

import io.carillon.node.admin.AdminSecret;
import io.carillon.stores.EmbeddedKafka;
import io.carillon.stores.EmbeddedZooKeeper;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A small node as a service would write it. */
public final class TestNode {
    public static final AdminSecret SECRET = AdminSecret.generate();

    private TestNode() {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableMethodSecurity
    public static class Application {
        @RestController
        @RequestMapping("/api/v1/things")
        public static class Things {
            public record Thing(
                    @NotBlank String name, @Positive int size) {}

            @GetMapping
            List<Thing> all() {
                return List.of(new Thing("bell", 3));
            }

            @PostMapping
            Thing add(@Valid @RequestBody Thing thing) {
                return thing;
            }

            @DeleteMapping("/{name}")
            @PreAuthorize("hasRole('ADMIN')")
            void remove(@PathVariable String name) {}

            @GetMapping("/broken")
            Thing broken() {
                throw new IllegalStateException("secret detail");
            }

            @GetMapping("/numbered/{number}")
            Thing numbered(@PathVariable int number) {
                if (number < 0) {
                    throw new IllegalArgumentException("a number below nought");
                }
                return new Thing("bell", number);
            }
        }
    }

    /** Starts it on free ports beside a real ZooKeeper and a real Kafka. */
    public static ConfigurableApplicationContext start(Path data, Map<String, Object> more, Class<?>... beans) {
        return start(data, more, fresh -> {}, beans);
    }

    static ConfigurableApplicationContext start(
            Path data, Map<String, Object> more, Consumer<GenericApplicationContext> first, Class<?>... beans) {
        List<Class<?>> sources = new ArrayList<>(List.of(beans));
        sources.add(Application.class);
        sources.add(Application.Things.class);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "server.port",
                0,
                "carillon.node.role",
                "bell",
                "carillon.data-dir",
                data,
                "carillon.admin.secret",
                SECRET.toBase64(),
                "management.health.redis.enabled",
                false,
                "carillon.directory.root",
                "/test-" + UUID.randomUUID(),
                "carillon.directory.refresh",
                "200ms",
                "carillon.directory.drain-pause",
                "10ms",
                "spring.cloud.zookeeper.connect-string",
                EmbeddedZooKeeper.shared().connectString(),
                "spring.kafka.bootstrap-servers",
                EmbeddedKafka.shared().bootstrapServers()));
        settings.putAll(more);
        String[] arguments = settings.entrySet().stream()
                .map(each -> "--" + each.getKey() + "=" + each.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .initializers(fresh -> first.accept((GenericApplicationContext) fresh))
                .run(arguments);
    }
}
