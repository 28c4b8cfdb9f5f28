package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.PUBLIC_IDENTITY;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTH_DATA_ITEM;
import static io.carillon.diameter.cx.CxAvps.SIP_NUMBER_AUTH_ITEMS;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.229 §6.1.7, Multimedia-Auth-Answer */
public record MultimediaAuthAnswer(
        Envelope envelope,
        Result result,
        Optional<String> userName,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> publicIdentity,
        Optional<Long> numberOfItems,
        List<SipAuthDataItem> authData,
        List<Avp> extra)
        implements CxAnswer {
    public static final Grammar<MultimediaAuthAnswer> GRAMMAR = CxMessages.answer(
                    MultimediaAuthAnswer.class, MethodHandles.lookup())
            .optional(USER_NAME, MultimediaAuthAnswer::userName)
            .repeated(SUPPORTED_FEATURES, MultimediaAuthAnswer::supportedFeatures)
            .optional(PUBLIC_IDENTITY, MultimediaAuthAnswer::publicIdentity)
            .optional(SIP_NUMBER_AUTH_ITEMS, MultimediaAuthAnswer::numberOfItems)
            .repeated(SIP_AUTH_DATA_ITEM, MultimediaAuthAnswer::authData)
            .extra(MultimediaAuthAnswer::extra);

    public static Draft<MultimediaAuthAnswer> draft() {
        return GRAMMAR.draft();
    }
}
