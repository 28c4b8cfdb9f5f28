package io.carillon.lab.pcrf;

import io.carillon.diameter.rx.FlowStatus;
import io.carillon.diameter.rx.FlowUsage;
import io.carillon.diameter.rx.MediaComponentDescription;
import io.carillon.diameter.rx.MediaSubComponent;
import io.carillon.diameter.rx.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A media component for people: what it is, what it may use, and between which addresses it flows. */
record MediaView(
        long number,
        @Nullable MediaType type,
        @Nullable FlowStatus status,
        @Nullable Long uplinkBitsPerSecond,
        @Nullable Long downlinkBitsPerSecond,
        List<String> codecs,
        List<FlowView> flows) {

    /** One flow, RTP or RTCP; the descriptions are IPFilterRules. */
    record FlowView(
            long number,
            @Nullable FlowUsage usage,
            @Nullable FlowStatus status,
            List<String> descriptions) {
        static FlowView of(MediaSubComponent it) {
            return new FlowView(
                    it.flowNumber(),
                    it.flowUsage().orElse(null),
                    it.flowStatus().orElse(null),
                    it.flowDescriptions());
        }
    }

    static MediaView of(MediaComponentDescription it) {
        return new MediaView(
                it.number(),
                it.mediaType().orElse(null),
                it.flowStatus().orElse(null),
                it.maxBandwidthUl().orElse(null),
                it.maxBandwidthDl().orElse(null),
                it.codecData(),
                it.subComponents().stream().map(FlowView::of).toList());
    }
}
