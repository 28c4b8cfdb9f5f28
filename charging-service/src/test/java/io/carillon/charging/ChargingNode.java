package io.carillon.charging;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.stores.MySqlServer;
import io.carillon.stores.TestStores;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole charging node over real stores, on free ports; each has a database and a topic of its own unless told. */
public final class ChargingNode implements AutoCloseable {
    public static final AdminSecret SECRET = AdminSecret.generate();

    private final ConfigurableApplicationContext context;

    private ChargingNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param more settings as {@code name=value}, before which the defaults give way */
    public static ChargingNode start(String... more) {
        MySqlServer mysql = TestStores.mysql();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        List<String> settings = new ArrayList<>(List.of(
                "server.port=0",
                "carillon.node.id=charging-" + unique,
                "carillon.node.host=127.0.0.1",
                "carillon.node.weight=100",
                "carillon.home-domain=ims.mnc001.mcc001.3gppnetwork.org",
                "carillon.data-dir=" + Path.of("target", "run", unique),
                "carillon.admin.secret=" + SECRET.toBase64(),
                "carillon.diameter.port=0",
                "carillon.charging.cdf.topic=cdr-" + unique,
                "carillon.charging.cdf.group=${carillon.charging.cdf.topic}",
                "spring.datasource.url=" + mysql.jdbcUrl("charging_" + unique),
                "spring.datasource.username=" + mysql.user(),
                "spring.datasource.password=" + mysql.password(),
                "spring.kafka.bootstrap-servers=" + at(TestStores.kafka()),
                "spring.cloud.zookeeper.connect-string=" + at(TestStores.zooKeeper())));
        settings.addAll(Arrays.asList(more));
        return new ChargingNode(SpringApplication.run(
                ChargingApplication.class,
                settings.stream().map(setting -> "--" + setting).toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String setting(String name) {
        return context.getEnvironment().getRequiredProperty(name);
    }

    public String adminUrl() {
        return "http://127.0.0.1:" + setting("local.server.port");
    }

    public static String token(AdminRole role) {
        return AdminToken.mint(SECRET, "test", Set.of(role), Duration.ofMinutes(10));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String at(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
