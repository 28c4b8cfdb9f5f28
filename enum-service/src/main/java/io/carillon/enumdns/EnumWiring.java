package io.carillon.enumdns;

import com.github.benmanes.caffeine.cache.Ticker;
import io.carillon.enumdns.adapter.mysql.MySqlNumbers;
import io.carillon.enumdns.wire.DnsServer;
import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.AddressContribution;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Joins the zone, the numbers and the wire. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EnumProperties.class)
class EnumWiring {
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    @Bean
    @Primary
    Numbers numbers(MySqlNumbers store, EnumProperties settings) {
        return new CachedNumbers(store, settings.cache(), RETRY_PAUSE, Ticker.systemTicker());
    }

    /** The serial only has to grow from one start to the next: nobody transfers the zone. */
    @Bean
    EnumZone enumZone(EnumProperties settings, Clock clock) {
        return new EnumZone(settings, clock.instant().getEpochSecond());
    }

    @Bean(destroyMethod = "close")
    DnsServer dnsServer(EnumZone zone, Numbers numbers, EnumProperties settings, MeterRegistry meters) {
        return DnsServer.open(
                new InetSocketAddress(InetAddress.ofLiteral(settings.dnsHost()), settings.dnsPort()),
                new DnsServer.Bounds(settings.atOnce(), settings.tcpConnections(), settings.tcpIdle()),
                new MeteredResponder(new EnumNode(zone, numbers), meters));
    }

    @Bean
    AddressContribution dnsAddress(DnsServer server, NodeIdentity self) {
        Map<String, String> addresses =
                Map.of("dns", self.address(server.local().getPort()));
        return () -> addresses;
    }

    @Bean
    DnsProbe dnsProbe(DnsServer server, EnumZone zone) {
        InetSocketAddress listening = server.local();
        InetAddress host =
                listening.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : listening.getAddress();
        return new DnsProbe(
                new InetSocketAddress(host, listening.getPort()), zone.soa().getName());
    }
}
