package io.carillon.console;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.StaticNodes;
import io.carillon.stores.TestStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A whole console over real MySQL, Kafka and ZooKeeper, with the nodes that the test says there are. */
final class TestConsole implements AutoCloseable {
    static final AdminSecret SECRET = AdminSecret.generate();

    private final ConfigurableApplicationContext context;
    private final StaticNodes nodes;

    private TestConsole(ConfigurableApplicationContext context, StaticNodes nodes) {
        this.context = context;
        this.nodes = nodes;
    }

    static TestConsole start(String... more) {
        var unique = UUID.randomUUID().toString().substring(0, 8);
        var nodes = StaticNodes.of();
        var store = TestStores.mysql();
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--carillon.node.id=console-" + unique,
                "--carillon.data-dir=target/run/" + unique,
                "--carillon.admin.secret=" + SECRET.toBase64(),
                "--carillon.trace.enabled=false",
                "--carillon.console.scrape=200ms",
                "--spring.cloud.zookeeper.connect-string=127.0.0.1:"
                        + TestStores.zooKeeper().getPort(),
                "--spring.kafka.bootstrap-servers=127.0.0.1:"
                        + TestStores.kafka().getPort(),
                "--spring.datasource.url=" + store.jdbcUrl("console_" + unique),
                "--spring.datasource.username=" + store.user(),
                "--spring.datasource.password=" + store.password()));
        arguments.addAll(List.of(more));
        var context = new SpringApplicationBuilder(ConsoleApplication.class)
                .initializers(fresh ->
                        ((GenericApplicationContext) fresh).registerBean("directory", NodeDirectory.class, () -> nodes))
                .run(arguments.toArray(String[]::new));
        return new TestConsole(context, nodes);
    }

    StaticNodes nodes() {
        return nodes;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    static String token(AdminRole role) {
        return AdminToken.mint(SECRET, "test", Set.of(role), Duration.ofMinutes(10));
    }

    @Override
    public void close() {
        context.close();
    }
}
