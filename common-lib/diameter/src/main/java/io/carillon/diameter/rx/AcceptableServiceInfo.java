package io.carillon.diameter.rx;

import static io.carillon.diameter.rx.RxAvps.MAX_REQUESTED_BANDWIDTH_DL;
import static io.carillon.diameter.rx.RxAvps.MAX_REQUESTED_BANDWIDTH_UL;
import static io.carillon.diameter.rx.RxAvps.MEDIA_COMPONENT_DESCRIPTION;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Grammar;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** Acceptable-Service-Info (TS 29.214 §5.3.24). */
public record AcceptableServiceInfo(
        List<MediaComponentDescription> mediaComponents,
        Optional<Long> maxBandwidthDl,
        Optional<Long> maxBandwidthUl,
        List<Avp> extra) {
    public static final Grammar<AcceptableServiceInfo> GRAMMAR = Grammar.of(
                    AcceptableServiceInfo.class, MethodHandles.lookup(), RxAvps.DICTIONARY)
            .repeated(MEDIA_COMPONENT_DESCRIPTION, AcceptableServiceInfo::mediaComponents)
            .optional(MAX_REQUESTED_BANDWIDTH_DL, AcceptableServiceInfo::maxBandwidthDl)
            .optional(MAX_REQUESTED_BANDWIDTH_UL, AcceptableServiceInfo::maxBandwidthUl)
            .extra(AcceptableServiceInfo::extra);

    public static Draft<AcceptableServiceInfo> draft() {
        return GRAMMAR.draft();
    }
}
