package io.carillon.diameter.rx;

import static io.carillon.diameter.BaseAvps.CLASS;
import static io.carillon.diameter.rx.RxAvps.NETLOC_ACCESS_SUPPORT;
import static io.carillon.diameter.rx.RxAvps.TGPP_MS_TIMEZONE;
import static io.carillon.diameter.rx.RxAvps.TGPP_SGSN_MCC_MNC;
import static io.carillon.diameter.rx.RxAvps.TGPP_USER_LOCATION_INFO;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.214 §5.6.5, Session-Termination-Answer */
public record SessionTerminationAnswer(
        Envelope envelope,
        Result result,
        Optional<String> mccMnc,
        Optional<Octets> userLocationInfo,
        Optional<Octets> timeZone,
        Optional<Long> netlocAccessSupport,
        List<Octets> classes,
        List<Avp> extra)
        implements RxAnswer {
    public static final Grammar<SessionTerminationAnswer> GRAMMAR = RxMessages.answerWithoutId(
                    SessionTerminationAnswer.class, MethodHandles.lookup())
            .optional(TGPP_SGSN_MCC_MNC, SessionTerminationAnswer::mccMnc)
            .optional(TGPP_USER_LOCATION_INFO, SessionTerminationAnswer::userLocationInfo)
            .optional(TGPP_MS_TIMEZONE, SessionTerminationAnswer::timeZone)
            .optional(NETLOC_ACCESS_SUPPORT, SessionTerminationAnswer::netlocAccessSupport)
            .repeated(CLASS, SessionTerminationAnswer::classes)
            .extra(SessionTerminationAnswer::extra);

    public static Draft<SessionTerminationAnswer> draft() {
        return GRAMMAR.draft();
    }
}
