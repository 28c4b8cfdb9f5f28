package io.carillon.charging;

import io.carillon.node.admin.AdminRole;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.AdminToken;
import io.carillon.stores.MySqlServer;
import io.carillon.stores.TestStores;
import io.carillon.testkit.Tables;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** @param more settings as {@code name=value}, in place of the ones given here */
    public static ChargingNode start(String... more) {
        MySqlServer mysql = TestStores.mysql();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", "0");
        settings.put("carillon.node.id", "charging-" + unique);
        settings.put("carillon.data-dir", Path.of("target", "run", unique).toString());
        settings.put("carillon.admin.secret", SECRET.toBase64());
        settings.put("carillon.diameter.port", "0");
        settings.put("carillon.charging.cdf.topic", "cdr-" + unique);
        settings.put("carillon.charging.cdf.group", "${carillon.charging.cdf.topic}");
        settings.put("spring.datasource.url", mysql.jdbcUrl("charging_" + unique));
        settings.put("spring.datasource.username", mysql.user());
        settings.put("spring.datasource.password", mysql.password());
        settings.put("spring.kafka.bootstrap-servers", at(TestStores.kafka()));
        settings.put("spring.cloud.zookeeper.connect-string", at(TestStores.zooKeeper()));
        for (String other : more) {
            int equals = other.indexOf('=');
            settings.put(other.substring(0, equals), other.substring(equals + 1));
        }
        return new ChargingNode(SpringApplication.run(
                ChargingApplication.class,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** What it holds in memory. */
    public Map<String, Integer> tables() {
        return Tables.of(context.getBeansOfType(Object.class, false, false).values());
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
