package io.carillon.sbc;

import io.carillon.node.NodeIdentity;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.sbc.msrp.MsrpAnchor;
import io.carillon.sbc.pcscf.Border;
import io.carillon.sbc.pcscf.CallRelease;
import io.carillon.sbc.pcscf.CallWatch;
import io.carillon.sbc.pcscf.Calls;
import io.carillon.sbc.pcscf.LeftRinging;
import io.carillon.sbc.pcscf.Neighbours;
import io.carillon.sbc.pcscf.Reanchoring;
import io.carillon.sbc.pcscf.SessionMedia;
import io.carillon.sbc.pcscf.StandIn;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who looks after calls between their messages. */
@Configuration(proxyBeanMethods = false)
class WatchWiring {
    @Bean
    Reanchoring reanchoring(Border border, Calls calls, SessionMedia media, StandIn standIn, CallRelease release) {
        return new Reanchoring(border, calls, media, standIn, release);
    }

    @Bean
    MeterBinder reanchored(Reanchoring reanchoring) {
        return registry -> FunctionCounter.builder("carillon.calls.reanchored", reanchoring, Reanchoring::count)
                .description("Calls that got another relay when theirs was gone")
                .register(registry);
    }

    @Bean
    Neighbours neighbours(NodeIdentity self, NodeDirectory directory) {
        return new Neighbours(self.id(), directory);
    }

    @Bean
    CallWatch callWatch(
            Calls calls,
            Border border,
            MsrpAnchor anchor,
            SessionMedia media,
            CallRelease release,
            Reanchoring reanchoring,
            Neighbours neighbours,
            SbcProperties properties) {
        return new CallWatch(
                calls,
                border,
                anchor,
                media,
                release,
                reanchoring,
                new LeftRinging(border),
                neighbours,
                properties.mediaWatch());
    }

    /** Every second for the calls whose turn it is, and for all when a relay or a border was lost or is another process. */
    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService callWatchTimer(
            CallWatch watch, NodeDirectory directory, SbcProperties properties, Clock clock) {
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("call-watch").factory());
        if (properties.mediaWatch().isPositive()) {
            Runnable look = guarded(() -> watch.look(clock.instant()));
            timer.scheduleWithFixedDelay(look, 1, 1, TimeUnit.SECONDS);
            for (var role : List.of("rtpproxy", "sbc")) {
                var known = new AtomicReference<Set<String>>(Set.of());
                directory.watch(role, nodes -> {
                    var now = nodes.stream().map(NodeInfo::id).collect(Collectors.toSet());
                    var before = known.getAndSet(now);
                    boolean onlyMore = now.containsAll(before) && now.size() > before.size();
                    if (!before.isEmpty() && !onlyMore && !timer.isShutdown()) {
                        var lost = new TreeSet<>(before);
                        lost.removeAll(now);
                        timer.execute(guarded(() -> watch.hurry(role + lost, clock.instant())));
                    }
                });
            }
        }
        return timer;
    }

    /** A timer that throws is never run again. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(CallWatch.class).error("Calls are not looked at", e);
            }
        };
    }
}
