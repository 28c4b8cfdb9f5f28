package io.carillon.rtpproxy.control;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;

/** What ended calls leave in the metrics: how long, how many, how they sounded, what was lost. */
final class CallFigures implements CallEnding {
    private final MeterRegistry registry;
    private final InstantSource clock;
    private final DistributionSummary mos;
    private final DistributionSummary jitter;
    private final Counter expected;
    private final Counter lost;
    private final Counter keys;

    CallFigures(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.mos = DistributionSummary.builder("carillon.rtpproxy.mos")
                .description("Estimated quality of each audio stream of ended calls (ITU-T G.107)")
                .serviceLevelObjectives(2.6, 3.1, 3.6, 4.0, 4.3)
                .register(registry);
        this.jitter = DistributionSummary.builder("carillon.rtpproxy.jitter")
                .baseUnit("milliseconds")
                .serviceLevelObjectives(5, 20, 50, 100)
                .register(registry);
        this.expected = registry.counter("carillon.rtpproxy.rtp.expected");
        this.lost = registry.counter("carillon.rtpproxy.rtp.lost");
        this.keys = registry.counter("carillon.rtpproxy.dtmf");
    }

    @Override
    public void ended(CallReport last, Cause cause) {
        Timer.builder("carillon.rtpproxy.calls.ended")
                .tag("cause", cause == Cause.SILENT ? "silent" : "deleted")
                .register(registry)
                .record(Duration.between(last.created(), clock.instant()));
        for (CallReport.Stream stream : last.streams()) {
            if (stream.packets() == 0) {
                continue;
            }
            expected.increment(stream.packets() + Math.max(0, stream.lost()));
            lost.increment(Math.max(0, stream.lost()));
            keys.increment(stream.dtmfEvents());
            jitter.record(stream.jitterMillis());
            Double estimate = stream.mos();
            if (estimate != null) {
                mos.record(estimate);
            }
        }
    }
}
