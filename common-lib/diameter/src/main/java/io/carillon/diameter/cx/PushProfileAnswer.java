package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** TS 29.229 §6.1.11, Push-Profile-Answer */
public record PushProfileAnswer(
        Envelope envelope, Result result, List<SupportedFeatures> supportedFeatures, List<Avp> extra)
        implements CxAnswer {
    public static final Grammar<PushProfileAnswer> GRAMMAR = CxMessages.answer(
                    PushProfileAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, PushProfileAnswer::supportedFeatures)
            .extra(PushProfileAnswer::extra);

    public static Draft<PushProfileAnswer> draft() {
        return GRAMMAR.draft();
    }
}
