package io.carillon.sbc;

import io.carillon.msrp.MsrpEndpoint;
import io.carillon.msrp.MsrpSettings;
import io.carillon.msrp.MsrpTls;
import io.carillon.node.NodeIdentity;
import io.carillon.node.sip.TlsProperties;
import io.carillon.sbc.adapter.ng.NgAnchor;
import io.carillon.sbc.msrp.MsrpAnchor;
import io.carillon.sbc.msrp.MsrpProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The border's MSRP ports and what is anchored there. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MsrpProperties.class)
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
    MsrpPorts msrpPorts(NodeIdentity self, MsrpProperties properties, TlsProperties tls) throws IOException {
        var open = new MsrpEndpoint(settings(self, properties, properties.port())).start();
        if (tls.identities().isEmpty()) {
            return new MsrpPorts(open, Optional.empty());
        }
        var own = tls.identities().getFirst();
        var secure = settings(self, properties, properties.tlsPort())
                .tls(MsrpTls.of(own.certificate(), own.key(), tls.trust()));
        return new MsrpPorts(open, Optional.of(new MsrpEndpoint(secure).start()));
    }

    private static MsrpSettings settings(NodeIdentity self, MsrpProperties properties, int port) {
        var told = properties.address().isEmpty() ? self.host() : properties.address();
        var host = told.indexOf(':') >= 0 ? "[" + told + "]" : told;
        return MsrpSettings.at(new InetSocketAddress(self.host(), port), host)
                .connections(properties.connections())
                .patience(properties.patience());
    }

    @Bean
    MsrpAnchor msrpAnchor(NgAnchor relays, MsrpPorts ports, MsrpProperties properties, MeterRegistry meters) {
        var settings = new MsrpAnchor.Settings(
                ports.open(), ports.secure(), properties.tlsToPhones(), properties.mostOctets());
        var anchor = new MsrpAnchor(relays, settings);
        meters.gauge("carillon.sbc.msrp.sessions", anchor, MsrpAnchor::size);
        meters.gauge("carillon.sbc.msrp.connections", ports.open(), MsrpEndpoint::connections);
        return anchor;
    }
}
