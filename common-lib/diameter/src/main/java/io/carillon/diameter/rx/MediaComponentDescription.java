package io.carillon.diameter.rx;

import static io.carillon.diameter.rx.RxAvps.AF_APPLICATION_IDENTIFIER;
import static io.carillon.diameter.rx.RxAvps.CODEC_DATA;
import static io.carillon.diameter.rx.RxAvps.FLOW_STATUS;
import static io.carillon.diameter.rx.RxAvps.MAX_REQUESTED_BANDWIDTH_DL;
import static io.carillon.diameter.rx.RxAvps.MAX_REQUESTED_BANDWIDTH_UL;
import static io.carillon.diameter.rx.RxAvps.MEDIA_COMPONENT_NUMBER;
import static io.carillon.diameter.rx.RxAvps.MEDIA_SUB_COMPONENT;
import static io.carillon.diameter.rx.RxAvps.MEDIA_TYPE;
import static io.carillon.diameter.rx.RxAvps.MIN_REQUESTED_BANDWIDTH_DL;
import static io.carillon.diameter.rx.RxAvps.MIN_REQUESTED_BANDWIDTH_UL;
import static io.carillon.diameter.rx.RxAvps.RESERVATION_PRIORITY;
import static io.carillon.diameter.rx.RxAvps.RR_BANDWIDTH;
import static io.carillon.diameter.rx.RxAvps.RS_BANDWIDTH;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Media-Component-Description (TS 29.214 §5.3.16). */
public record MediaComponentDescription(
        long number,
        List<MediaSubComponent> subComponents,
        Optional<String> afApplicationIdentifier,
        Optional<MediaType> mediaType,
        Optional<Long> maxBandwidthUl,
        Optional<Long> maxBandwidthDl,
        Optional<Long> minBandwidthUl,
        Optional<Long> minBandwidthDl,
        Optional<FlowStatus> flowStatus,
        Optional<ReservationPriority> reservationPriority,
        Optional<Long> rsBandwidth,
        Optional<Long> rrBandwidth,
        List<String> codecData,
        List<Avp> extra) {
    public static final Grammar<MediaComponentDescription> GRAMMAR = Grammar.of(
                    MediaComponentDescription.class, MethodHandles.lookup(), RxAvps.DICTIONARY)
            .required(MEDIA_COMPONENT_NUMBER, MediaComponentDescription::number)
            .repeated(MEDIA_SUB_COMPONENT, MediaComponentDescription::subComponents)
            .optional(AF_APPLICATION_IDENTIFIER, MediaComponentDescription::afApplicationIdentifier)
            .optional(MEDIA_TYPE, MediaComponentDescription::mediaType)
            .optional(MAX_REQUESTED_BANDWIDTH_UL, MediaComponentDescription::maxBandwidthUl)
            .optional(MAX_REQUESTED_BANDWIDTH_DL, MediaComponentDescription::maxBandwidthDl)
            .optional(MIN_REQUESTED_BANDWIDTH_UL, MediaComponentDescription::minBandwidthUl)
            .optional(MIN_REQUESTED_BANDWIDTH_DL, MediaComponentDescription::minBandwidthDl)
            .optional(FLOW_STATUS, MediaComponentDescription::flowStatus)
            .optional(RESERVATION_PRIORITY, MediaComponentDescription::reservationPriority)
            .optional(RS_BANDWIDTH, MediaComponentDescription::rsBandwidth)
            .optional(RR_BANDWIDTH, MediaComponentDescription::rrBandwidth)
            .repeated(CODEC_DATA, MediaComponentDescription::codecData)
            .extra(MediaComponentDescription::extra);

    public static Draft<MediaComponentDescription> draft() {
        return GRAMMAR.draft();
    }
}
