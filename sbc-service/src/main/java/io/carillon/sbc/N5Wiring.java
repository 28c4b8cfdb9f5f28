package io.carillon.sbc;

import io.carillon.node.NodeIdentity;
import io.carillon.node.admin.AdminSecret;
import io.carillon.node.admin.OpenPaths;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.trace.TraceSink;
import io.carillon.sbc.adapter.http.NotificationUris;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sbc.adapter.http.ServiceClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.boot.ssl.SslBundle;
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
    ServiceClient serviceClient(
            SbcProperties properties, SslBundles bundles, TraceSink traces, NodeIdentity self, Clock clock) {
        var bundle = properties.n5().sslBundle();
        var tls = bundle.isEmpty() ? null : bundles.getBundle(bundle).createSslContext();
        return new ServiceClient(properties.policyDeadline(), tls, traces, self, clock);
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
                ? directory
                        .pick("lab")
                        .map(lab -> lab.addresses().get("n5"))
                        .map(address -> URI.create("http://" + address + "/"))
                : Optional.of(URI.create(properties.nrf()));
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
                factory.addAdditionalConnectors(secured(
                        properties.n5().port(),
                        bundles.getBundle(properties.n5().sslBundle())));
            }
        };
    }

    private static Connector secured(int port, SslBundle bundle) {
        var protocol = new Http11NioProtocol();
        protocol.setSSLEnabled(true);
        var host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        host.setCertificateVerification("required");
        host.setTrustStore(bundle.getStores().getTrustStore());
        var own = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        own.setCertificateKeystore(bundle.getStores().getKeyStore());
        own.setCertificateKeystorePassword(
                Objects.requireNonNullElse(bundle.getStores().getKeyStorePassword(), ""));
        if (bundle.getKey().getPassword() != null) {
            own.setCertificateKeyPassword(bundle.getKey().getPassword());
        }
        host.addCertificate(own);
        protocol.addSslHostConfig(host);
        var connector = new Connector(protocol);
        connector.setPort(port);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.addUpgradeProtocol(new Http2Protocol());
        return connector;
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
