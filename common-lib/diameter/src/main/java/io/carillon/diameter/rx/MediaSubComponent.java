package io.carillon.diameter.rx;

import static io.carillon.diameter.rx.RxAvps.AF_SIGNALLING_PROTOCOL;
import static io.carillon.diameter.rx.RxAvps.FLOW_DESCRIPTION;
import static io.carillon.diameter.rx.RxAvps.FLOW_NUMBER;
import static io.carillon.diameter.rx.RxAvps.FLOW_STATUS;
import static io.carillon.diameter.rx.RxAvps.FLOW_USAGE;
import static io.carillon.diameter.rx.RxAvps.MAX_REQUESTED_BANDWIDTH_DL;
import static io.carillon.diameter.rx.RxAvps.MAX_REQUESTED_BANDWIDTH_UL;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Media-Sub-Component (TS 29.214 §5.3.17). A flow description is an IPFilterRule, "permit in 17 from any to 10.0.0.1 40000". */
public record MediaSubComponent(
        long flowNumber,
        List<String> flowDescriptions,
        Optional<FlowStatus> flowStatus,
        Optional<FlowUsage> flowUsage,
        Optional<Long> maxBandwidthUl,
        Optional<Long> maxBandwidthDl,
        Optional<AfSignallingProtocol> afSignallingProtocol,
        List<Avp> extra) {
    public static final Grammar<MediaSubComponent> GRAMMAR = Grammar.of(
                    MediaSubComponent.class, MethodHandles.lookup(), RxAvps.DICTIONARY)
            .required(FLOW_NUMBER, MediaSubComponent::flowNumber)
            .repeated(FLOW_DESCRIPTION, MediaSubComponent::flowDescriptions)
            .optional(FLOW_STATUS, MediaSubComponent::flowStatus)
            .optional(FLOW_USAGE, MediaSubComponent::flowUsage)
            .optional(MAX_REQUESTED_BANDWIDTH_UL, MediaSubComponent::maxBandwidthUl)
            .optional(MAX_REQUESTED_BANDWIDTH_DL, MediaSubComponent::maxBandwidthDl)
            .optional(AF_SIGNALLING_PROTOCOL, MediaSubComponent::afSignallingProtocol)
            .extra(MediaSubComponent::extra);

    public static Draft<MediaSubComponent> draft() {
        return GRAMMAR.draft();
    }

    public static MediaSubComponent of(long flowNumber, FlowUsage usage, List<String> flowDescriptions) {
        return draft().set(FLOW_NUMBER, flowNumber)
                .addAll(FLOW_DESCRIPTION, flowDescriptions)
                .set(FLOW_USAGE, usage)
                .build();
    }
}
