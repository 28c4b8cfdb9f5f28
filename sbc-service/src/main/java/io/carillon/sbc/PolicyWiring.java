package io.carillon.sbc;

import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.rx.Rx;
import io.carillon.node.NodeIdentity;
import io.carillon.node.admin.OpenPaths;
import io.carillon.node.diameter.DiameterNode;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.trace.TraceSink;
import io.carillon.sbc.adapter.diameter.RxPolicy;
import io.carillon.sbc.adapter.diameter.RxPushes;
import io.carillon.sbc.adapter.http.N5Policy;
import io.carillon.sbc.adapter.http.Repository;
import io.carillon.sbc.adapter.http.ServiceClient;
import io.carillon.sbc.pcscf.CallRelease;
import io.carillon.sbc.pcscf.SignallingPaths;
import io.carillon.sbc.policy.PolicyByAccess;
import io.carillon.sbc.policy.PolicyFunction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.json.JsonMapper;

/** Where the policy functions are: Rx of a 4G core, N5 of a 5G one. */
@Configuration(proxyBeanMethods = false)
class PolicyWiring {
    private static final String NOTIFICATIONS = "/npcf-policyauthorization/notifications";
    /** Half of what is announced to the NRF. */
    private static final long HEART_BEAT = 15;

    @Bean(destroyMethod = "close")
    DiameterClient policyClient(
            DiameterNode diameter, ObjectProvider<CallRelease> release, ObjectProvider<SignallingPaths> paths) {
        return new RxPushes(release::getObject, paths::getObject)
                .taking(diameter.client("lab", Rx.APPLICATION))
                .start();
    }

    @Bean(destroyMethod = "close")
    ServiceClient serviceClient(SbcProperties properties, TraceSink traces, NodeIdentity self, Clock clock) {
        return new ServiceClient(properties.policyDeadline(), traces, self, clock);
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
    PolicyFunction policyFunction(
            DiameterClient policyClient,
            ServiceClient serviceClient,
            Repository repository,
            JsonMapper json,
            NodeIdentity self,
            Environment environment,
            SbcProperties properties) {
        Supplier<URI> here = () -> URI.create(
                "http://" + self.host() + ":" + environment.getRequiredProperty("local.server.port") + NOTIFICATIONS);
        return new PolicyByAccess(
                new RxPolicy(policyClient, properties.policyDeadline()),
                new N5Policy(serviceClient, repository, json, here),
                N5Policy::isOurs,
                properties.n5Access());
    }

    /** A body that comes with the change to HTTP/2 is kept for it. */
    @Bean
    TomcatConnectorCustomizer upgradedBodies() {
        return connector -> connector.setMaxSavePostSize(1_048_576);
    }

    @Bean
    OpenPaths notificationPaths() {
        return new OpenPaths(HttpMethod.POST, NOTIFICATIONS + "/*");
    }
}
