package io.carillon.sbc;

import io.carillon.node.NodeIdentity;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.OpenPaths;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.node.sbi.Certificates;
import io.carillon.node.sbi.SbiClient;
import io.carillon.node.sbi.SecuredPort;
import io.carillon.node.trace.TraceSink;
import io.carillon.sbc.adapter.http.NotificationUris;
import io.carillon.sbc.adapter.http.PushTraces;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sbc.adapter.http.ServiceClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Where a 5G core is spoken with, and how that is protected (TS 29.500 §5.2, TS 33.501 §13). */
@Configuration(proxyBeanMethods = false)
class N5Wiring {
    private static final String NOTIFICATIONS = "/npcf-policyauthorization/notifications";
    /** Half of what is announced to the NRF. */
    private static final long HEART_BEAT = 15;

    @Bean(destroyMethod = "close")
    SbiClient sbiClient(SbcProperties properties, SslBundles bundles) {
        return new SbiClient(
                properties.policyDeadline(),
                Certificates.of(bundles, properties.n5().sslBundle()));
    }

    @Bean
    ServiceClient serviceClient(SbiClient client, TraceSink traces, NodeIdentity self, Clock clock) {
        return new ServiceClient(client, traces, self, clock);
    }

    @Bean
    PushTraces pushTraces(TraceSink traces, NodeIdentity self, Clock clock) {
        return new PushTraces(traces, self, clock);
    }

    @Bean(destroyMethod = "leave")
    Repository nfRepository(
            ServiceClient client,
            JsonMapper json,
            NodeDirectory directory,
            NodeIdentity self,
            SbcProperties properties,
            Clock clock) {
        var id = UUID.nameUUIDFromBytes((self.id() + "." + self.homeDomain()).getBytes(StandardCharsets.UTF_8));
        return new Repository(client, json, nrf(directory, properties), id.toString(), self.host(), clock);
    }

    /** The one that is set, else that of the lab. */
    private static Supplier<Optional<URI>> nrf(NodeDirectory directory, SbcProperties properties) {
        return () -> properties.nrf().isEmpty()
                ? directory.pick("lab").flatMap(N5Wiring::nrfOf)
                : Optional.of(URI.create(properties.nrf()));
    }

    private static Optional<URI> nrfOf(NodeInfo lab) {
        var secured = Optional.ofNullable(lab.addresses().get("n5s")).map(address -> "https://" + address + "/");
        return secured.or(
                        () -> Optional.ofNullable(lab.addresses().get("n5")).map(address -> "http://" + address + "/"))
                .map(URI::create);
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService heartBeat(Repository repository) {
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("nrf").factory());
        timer.scheduleWithFixedDelay(repository::beat, 1, HEART_BEAT, TimeUnit.SECONDS);
        return timer;
    }

    @Bean
    NotificationUris notificationUris(
            NodeIdentity self, Environment environment, AdminSecret secret, SbcProperties properties) {
        int port = properties.n5().port();
        Supplier<URI> here = () -> URI.create(
                port > 0
                        ? "https://" + self.host() + ":" + port + NOTIFICATIONS
                        : "http://" + self.host() + ":" + environment.getRequiredProperty("local.server.port")
                                + NOTIFICATIONS);
        return new NotificationUris(here, secret);
    }

    /** A port of its own for who has a certificate that we trust. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> n5Port(SbcProperties properties, SslBundles bundles) {
        return factory -> {
            if (properties.n5().port() > 0) {
                var certificates = Certificates.of(bundles, properties.n5().sslBundle());
                factory.addAdditionalConnectors(SecuredPort.open(
                        properties.n5().port(),
                        certificates.orElseThrow(() ->
                                new IllegalStateException("carillon.sbc.n5.port wants carillon.sbc.n5.ssl-bundle"))));
            }
        };
    }

    /** A body that comes with the change to HTTP/2 is kept for it. */
    @Bean
    TomcatConnectorCustomizer upgradedBodies() {
        return connector -> connector.setMaxSavePostSize(1_048_576);
    }

    @Bean
    OpenPaths notificationPaths() {
        return new OpenPaths(HttpMethod.POST, NOTIFICATIONS + "/*/*");
    }
}
