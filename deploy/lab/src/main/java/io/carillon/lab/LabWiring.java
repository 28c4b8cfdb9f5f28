package io.carillon.lab;

import io.carillon.diameter.DiameterServer;
import io.carillon.diameter.rx.Rx;
import io.carillon.lab.pcrf.Pcrf;
import io.carillon.lab.pcrf.PcrfProperties;
import io.carillon.node.diameter.DiameterNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the PCRF meets Diameter. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PcrfProperties.class)
class LabWiring {

    @Bean
    DiameterServer diameterServer(DiameterNode diameter) {
        return diameter.server(Rx.APPLICATION);
    }

    @Bean
    Pcrf pcrf(DiameterServer server, PcrfProperties properties, Clock clock) {
        return new Pcrf(server, properties, clock);
    }

    @Bean
    MeterBinder rxSessions(Pcrf pcrf) {
        return registry -> Gauge.builder("carillon.rx.sessions", pcrf, Pcrf::sessionCount)
                .description("Rx sessions that are open")
                .register(registry);
    }
}
