package io.carillon.diameter.rx;

import static io.carillon.diameter.BaseAvps.CLASS;
import static io.carillon.diameter.rx.RxAvps.MEDIA_COMPONENT_DESCRIPTION;
import static io.carillon.diameter.rx.RxAvps.SERVICE_URN;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Octets;
import io.carillon.diameter.Result;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.214 §5.6.3, Re-Auth-Answer */
public record ReAuthAnswer(
        Envelope envelope,
        Result result,
        List<MediaComponentDescription> mediaComponents,
        Optional<String> serviceUrn,
        List<Octets> classes,
        List<Avp> extra)
        implements RxAnswer {
    public static final Grammar<ReAuthAnswer> GRAMMAR = RxMessages.answerWithoutId(
                    ReAuthAnswer.class, MethodHandles.lookup())
            .repeated(MEDIA_COMPONENT_DESCRIPTION, ReAuthAnswer::mediaComponents)
            .optional(SERVICE_URN, ReAuthAnswer::serviceUrn)
            .repeated(CLASS, ReAuthAnswer::classes)
            .extra(ReAuthAnswer::extra);

    public static Draft<ReAuthAnswer> draft() {
        return GRAMMAR.draft();
    }
}
