package io.carillon.rtpproxy.control;

import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.AddressContribution;
import io.carillon.node.directory.LoadSource;
import io.carillon.node.trace.TraceSink;
import io.carillon.rtpproxy.pipeline.MediaRelay;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the control plane, the data plane and what every node has. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RtpproxyProperties.class)
class RtpproxyWiring {

    @Bean(destroyMethod = "close")
    MediaRelay mediaRelay(RtpproxyProperties settings) {
        return new MediaRelay(settings.portMin(), settings.portMax(), settings.relayThreads(), settings.gather());
    }

    @Bean
    NgTrace ngTrace(TraceSink trace, NodeIdentity self, Clock clock) {
        return new NgTrace(trace, self, clock);
    }

    @Bean
    Calls calls(MediaRelay relay, RtpproxyProperties settings, NgTrace trace, MeterRegistry registry, Clock clock) {
        CallFigures figures = new CallFigures(registry, clock);
        return new Calls(relay, settings.interfaces(), settings.timeouts(), MediaClock.SYSTEM, (last, cause) -> {
            figures.ended(last, cause);
            trace.ended(last, cause);
        });
    }

    @Bean(destroyMethod = "close")
    NgServer ngServer(Calls calls, RtpproxyProperties settings, NgTrace trace) {
        return NgServer.open(
                new InetSocketAddress(InetAddress.ofLiteral(settings.ngHost()), settings.ngPort()),
                settings.ngAtOnce(),
                new RtpproxyNode(calls)::handle,
                trace,
                MediaClock.SYSTEM.nanos());
    }

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService silentCalls(Calls calls) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("silent-calls").factory());
        timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        calls.sweep();
                    } catch (RuntimeException e) {
                        // A timer that throws is never run again.
                        LoggerFactory.getLogger(Calls.class).error("sweep failed", e);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        return timer;
    }

    @Bean
    AddressContribution ngAddress(NgServer server, NodeIdentity self) {
        Map<String, String> addresses = Map.of("ng", self.address(server.local().getPort()));
        return () -> addresses;
    }

    @Bean
    LoadSource portLoad(Calls calls) {
        return calls::load;
    }

    @Bean(destroyMethod = "close")
    NgProbe ngProbe(NgServer server) {
        return NgProbe.of(server.local());
    }

    @Bean
    MeterBinder callMeters(Calls calls) {
        return registry -> {
            Gauge.builder("active.calls", calls, Calls::size)
                    .description("Calls whose media pass here")
                    .register(registry);
            Gauge.builder("carillon.rtpproxy.calls", calls, Calls::size).register(registry);
            Gauge.builder("carillon.rtpproxy.ports.load", calls, Calls::load).register(registry);
            FunctionCounter.builder(
                            "carillon.rtpproxy.packets",
                            calls,
                            each -> each.traffic().packets())
                    .register(registry);
            FunctionCounter.builder(
                            "carillon.rtpproxy.octets",
                            calls,
                            each -> each.traffic().bytes())
                    .register(registry);
            FunctionCounter.builder(
                            "carillon.rtpproxy.packets.dropped",
                            calls,
                            each -> each.traffic().dropped())
                    .register(registry);
            FunctionCounter.builder("carillon.rtpproxy.calls.started", calls, Calls::started)
                    .register(registry);
            FunctionCounter.builder("carillon.rtpproxy.calls.silent", calls, Calls::silent)
                    .register(registry);
            FunctionCounter.builder("carillon.rtpproxy.calls.refused", calls, Calls::refused)
                    .register(registry);
        };
    }
}
