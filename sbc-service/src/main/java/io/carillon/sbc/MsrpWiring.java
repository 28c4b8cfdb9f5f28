package io.carillon.sbc;

import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpSettings;
import io.carillon.msrp.MsrpTls;
import io.carillon.msrp.MsrpUri;
import io.carillon.msrp.RelaySettings;
import io.carillon.node.NodeIdentity;
import io.carillon.node.sip.TlsProperties;
import io.carillon.sbc.msrp.MsrpAnchor;
import io.carillon.sbc.msrp.MsrpProperties;
import io.carillon.sbc.msrp.RelayApi;
import io.carillon.sbc.msrp.RelayCredentials;
import io.carillon.sbc.msrp.RelayProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The border's MSRP ports and what is anchored there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MsrpProperties.class, RelayProperties.class})
class MsrpWiring {
    /** Both ports; the second only where the node has a certificate. */
    record MsrpPorts(MsrpEndpoint open, Optional<MsrpEndpoint> secure) implements AutoCloseable {
        @Override
        public void close() {
            open.close();
            secure.ifPresent(MsrpEndpoint::close);
        }
    }

    @Bean(destroyMethod = "close")
    MsrpPorts msrpPorts(
            NodeIdentity self, MsrpProperties properties, TlsProperties tls, RelayProperties relay, Clock clock)
            throws IOException {
        var open = new MsrpEndpoint(settings(self, properties, properties.port())).start();
        if (tls.identities().isEmpty()) {
            return new MsrpPorts(open, Optional.empty());
        }
        var own = tls.identities().getFirst();
        var secure = settings(self, properties, properties.tlsPort())
                .tls(MsrpTls.of(own.certificate(), own.key(), tls.trust()));
        var endpoint = new MsrpEndpoint(secure);
        if (relay.isOn()) {
            endpoint.relays(new RelaySettings(
                    realm(self, relay),
                    new RelayCredentials(relay, clock),
                    to -> relay.peers().contains(to.host()) || isOurs(to, secure.host(), open, endpoint)));
        }
        return new MsrpPorts(open, Optional.of(endpoint.start()));
    }

    /** Every path that phones are told of through this border leads here. */
    private static boolean isOurs(MsrpUri to, String host, MsrpEndpoint... ports) {
        return to.host().equals(host)
                && Arrays.stream(ports).anyMatch(each -> each.address().getPort() == to.port());
    }

    private static String realm(NodeIdentity self, RelayProperties relay) {
        return relay.realm().isEmpty() ? self.homeDomain() : relay.realm();
    }

    @Bean
    RelayApi.Relay msrpRelay(NodeIdentity self, MsrpPorts ports, RelayProperties relay, Clock clock) {
        var uri = ports.secure()
                .filter(each -> relay.isOn())
                .map(each -> each.uri().text())
                .orElse("");
        var credentials = uri.isEmpty() ? null : new RelayCredentials(relay, clock);
        return new RelayApi.Relay(uri, realm(self, relay), Optional.ofNullable(credentials));
    }

    private static MsrpSettings settings(NodeIdentity self, MsrpProperties properties, int port) {
        var told = properties.address().isEmpty() ? self.host() : properties.address();
        var host = told.indexOf(':') >= 0 ? "[" + told + "]" : told;
        return MsrpSettings.at(new InetSocketAddress(self.host(), port), host)
                .connections(properties.connections())
                .patience(properties.patience());
    }

    @Bean
    MsrpAnchor msrpAnchor(SbcWiring.Relays relays, MsrpPorts ports, MsrpProperties properties, MeterRegistry meters) {
        var settings = new MsrpAnchor.Settings(
                ports.open(), ports.secure(), properties.tlsToPhones(), properties.mostOctets());
        var anchor = new MsrpAnchor(relays.anchor(), settings);
        meters.gauge("carillon.sbc.msrp.sessions", anchor, MsrpAnchor::size);
        ports.secure().ifPresent(each -> meters.gauge("carillon.sbc.msrp.relayed", each, MsrpEndpoint::relayed));
        meters.gauge("carillon.sbc.msrp.connections", ports.open(), MsrpEndpoint::connections);
        return anchor;
    }
}
