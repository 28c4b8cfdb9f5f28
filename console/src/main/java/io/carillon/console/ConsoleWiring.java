package io.carillon.console;

import io.carillon.console.account.Accounts;
import io.carillon.console.account.SessionCookie;
import io.carillon.console.account.SignIn;
import io.carillon.console.adapter.homer.HomerExport;
import io.carillon.console.adapter.kafka.TopicBounds;
import io.carillon.console.adapter.kafka.TraceFollower;
import io.carillon.console.adapter.nodes.EveryNode;
import io.carillon.console.adapter.nodes.OneRole;
import io.carillon.console.calls.Recording;
import io.carillon.console.configuration.History;
import io.carillon.console.configuration.Setting;
import io.carillon.console.configuration.Settings;
import io.carillon.console.frontdoor.FrontDoor;
import io.carillon.console.frontdoor.RestMap;
import io.carillon.console.network.Network;
import io.carillon.console.network.NodeCalls;
import io.carillon.node.KafkaLink;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.OpenPaths;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.settings.SharedSettings;
import io.carillon.node.trace.TraceEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import tools.jackson.databind.json.JsonMapper;

/** Where the console's parts meet. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleProperties.class)
@EnableMethodSecurity
class ConsoleWiring {
    /** The page itself and the way in; everything that it shows wants a session. */
    @Bean
    OpenPaths pages() {
        return new OpenPaths(HttpMethod.GET, "/", "/index.html", "/assets/**", "/favicon.svg", "/api/v1/session");
    }

    @Bean
    OpenPaths entrance() {
        return new OpenPaths(HttpMethod.POST, "/api/v1/session");
    }

    @Bean
    OpenPaths exit() {
        return new OpenPaths(HttpMethod.DELETE, "/api/v1/session");
    }

    @Bean
    BearerTokenResolver sessionCookie() {
        return new SessionCookie();
    }

    @Bean
    PasswordEncoder passwords() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    SignIn signIn(Accounts accounts, PasswordEncoder passwords, Clock clock) {
        return new SignIn(accounts, passwords, clock);
    }

    @Bean
    Recording recording(ConsoleProperties properties, Clock clock) {
        return new Recording(properties.recording(), clock);
    }

    @Bean(destroyMethod = "close")
    TraceFollower traceFollower(
            KafkaLink kafka,
            ConsoleProperties properties,
            Recording recording,
            ObjectProvider<HomerExport> homer,
            Clock clock) {
        Consumer<TraceEvent> taker = recording::add;
        var export = homer.getIfAvailable();
        return new TraceFollower(
                        kafka,
                        new TopicBounds(kafka, properties.traceTopic(), properties.traceAge(), properties.traceDisk()),
                        export == null ? taker : taker.andThen(export::take),
                        clock)
                .start();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty("carillon.console.homer")
    HomerExport homerExport(ConsoleProperties properties, NodeDirectory directory, Clock clock) {
        return new HomerExport(
                properties.homerAddress(),
                properties.homerAgent(),
                properties.homerTexts(),
                directory,
                clock.instant());
    }

    @Bean(destroyMethod = "close")
    NodeCalls nodeCalls(AdminSecret secret, ConsoleProperties properties, HttpClientSettings http) {
        return new NodeCalls(
                secret,
                properties.patience(),
                Optional.ofNullable(http.sslBundle()).map(SslBundle::createSslContext));
    }

    @Bean(destroyMethod = "close")
    Network network(NodeDirectory directory, NodeCalls calls, ConsoleProperties properties, Clock clock) {
        return new Network(properties.roles(), directory, calls, clock).start(properties.scrape());
    }

    /** Each setting of all nodes, and what the borders share. */
    @Bean
    Settings settings(
            ObjectProvider<SharedSettings> shared,
            NodeDirectory directory,
            NodeCalls calls,
            JsonMapper json,
            History history,
            Clock clock) {
        var settings = new ArrayList<Setting>();
        shared.ifAvailable(all -> all.names().forEach(name -> settings.add(new EveryNode(name, all))));
        settings.add(new OneRole("firewall", "sbc", "/api/v1/firewall", directory, calls, json));
        return new Settings(settings, history, clock);
    }

    @Bean
    RestMap restMap(NodeDirectory directory, NodeCalls calls, ConsoleProperties properties) {
        var roles = properties.roles().stream()
                .filter(role -> !role.equals("console"))
                .toList();
        return new RestMap(roles, directory, calls);
    }

    /** What the console serves itself comes first, the door to the nodes second. */
    @Bean
    static BeanPostProcessor ownPathsFirst() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof RouterFunctionMapping door) {
                    door.setOrder(1);
                }
                return bean;
            }
        };
    }

    @Bean
    RouterFunction<ServerResponse> frontDoor(RestMap map, NodeDirectory directory, BearerTokenResolver tokens) {
        return new FrontDoor(map, directory, tokens).routes();
    }
}
