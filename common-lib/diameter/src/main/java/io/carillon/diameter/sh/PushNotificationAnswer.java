package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** TS 29.329 §6.1.8, Push-Notification-Answer */
public record PushNotificationAnswer(
        Envelope envelope, Result result, List<SupportedFeatures> supportedFeatures, List<Avp> extra)
        implements ShAnswer {
    public static final Grammar<PushNotificationAnswer> GRAMMAR = ShMessages.answer(
                    PushNotificationAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, PushNotificationAnswer::supportedFeatures)
            .extra(PushNotificationAnswer::extra);

    public static Draft<PushNotificationAnswer> draft() {
        return GRAMMAR.draft();
    }
}
