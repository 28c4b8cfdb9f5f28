package io.carillon.node.diameter;

import io.carillon.diameter.DiameterServer;
import io.carillon.node.NodeAutoConfiguration;
import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.AddressContribution;
import io.carillon.node.directory.DirectoryAutoConfiguration;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.health.FunctionalProbe;
import io.carillon.node.trace.TraceAutoConfiguration;
import io.carillon.node.trace.TraceSink;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For a node that speaks Diameter. A {@link DiameterServer} bean of its own is opened, found by others and probed. */
@AutoConfiguration(
        after = {NodeAutoConfiguration.class, DirectoryAutoConfiguration.class, TraceAutoConfiguration.class})
@ConditionalOnClass(DiameterServer.class)
@ConditionalOnBean(NodeDirectory.class)
public class DiameterAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DiameterProperties.class)
    static class Peers {
        @Bean
        DiameterSecurity diameterSecurity(DiameterProperties properties, ObjectProvider<SslBundles> bundles) {
            return DiameterSecurity.of(properties.sslBundle(), bundles);
        }

        @Bean
        DiameterNode diameterNode(
                NodeIdentity self,
                NodeDirectory directory,
                TraceSink sink,
                DiameterProperties properties,
                DiameterSecurity security,
                MeterRegistry meters) {
            var traces = new DiameterTraces(sink, self);
            return new DiameterNode(self, directory, traces, properties, security.tls(), meters);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSingleCandidate(DiameterServer.class)
    static class Listening {
        @Bean
        AddressContribution diameterAddress(DiameterServer server, NodeIdentity self) {
            return () -> Map.of(DiameterNode.WIRE, self.address(server.address().getPort()));
        }

        @Bean
        DiameterWire diameterWire(DiameterServer server) {
            return new DiameterWire(server);
        }

        @Bean
        FunctionalProbe diameterProbe(DiameterServer server, NodeIdentity self, DiameterSecurity security) {
            return new DiameterProbe(server::address, self, security.tls());
        }
    }
}
