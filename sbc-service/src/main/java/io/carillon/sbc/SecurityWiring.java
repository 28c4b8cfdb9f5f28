package io.carillon.sbc;

import io.carillon.ipsec.HelperClient;
import io.carillon.ipsec.SecurityAssociations;
import io.carillon.node.NodeIdentity;
import io.carillon.sbc.security.ProtectedPaths;
import io.carillon.sbc.security.SecurityAgreement;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Security agreement: its ports and who sets up the associations behind them. */
@Configuration(proxyBeanMethods = false)
class SecurityWiring {
    private static final String ENABLED = "!'${carillon.sbc.ipsec.helper:}'.isEmpty()";
    private static final Duration HELPER_DEADLINE = Duration.ofSeconds(3);

    @Bean
    ProtectedPaths protectedPaths(Clock clock) {
        return new ProtectedPaths(clock);
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityAssociations securityAssociations(SbcProperties properties) {
        return properties.ipsec().enabled()
                ? new HelperClient(Path.of(properties.ipsec().helper()), HELPER_DEADLINE)
                : new NoAssociations();
    }

    @Bean
    SecurityAgreement securityAgreement(
            SbcProperties properties, ProtectedPaths paths, SecurityAssociations kernel, SipStack stack, Clock clock) {
        return new SecurityAgreement(properties.ipsec(), paths, kernel, stack::address, clock);
    }

    @Bean
    @ConditionalOnExpression(ENABLED)
    ListeningPoint protectedServer(SbcProperties properties, NodeIdentity self) throws UnknownHostException {
        return point(ProtectedPaths.SERVER, properties.ipsec().serverPort(), self, false);
    }

    @Bean
    @ConditionalOnExpression(ENABLED)
    ListeningPoint protectedClient1(SbcProperties properties, NodeIdentity self) throws UnknownHostException {
        return client(0, properties, self);
    }

    @Bean
    @ConditionalOnExpression(ENABLED)
    ListeningPoint protectedClient2(SbcProperties properties, NodeIdentity self) throws UnknownHostException {
        return client(1, properties, self);
    }

    @Bean
    @ConditionalOnExpression(ENABLED)
    ListeningPoint protectedClient3(SbcProperties properties, NodeIdentity self) throws UnknownHostException {
        return client(2, properties, self);
    }

    private static ListeningPoint client(int index, SbcProperties properties, NodeIdentity self)
            throws UnknownHostException {
        var port = properties.ipsec().clientPorts().get(index);
        return point(ProtectedPaths.CLIENTS.get(index), port, self, true);
    }

    private static ListeningPoint point(String name, int port, NodeIdentity self, boolean sends)
            throws UnknownHostException {
        var address = InetAddress.getByName(self.host());
        var advertised = self.host().indexOf(':') < 0 ? self.host() : "[" + self.host() + "]";
        return new ListeningPoint(
                name,
                new InetSocketAddress(address, port),
                advertised,
                Set.of(Transport.UDP, Transport.TCP),
                Map.of(),
                sends);
    }
}
