package io.carillon.diameter.cx;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.cx.CxAvps.PUBLIC_IDENTITY;
import static io.carillon.diameter.cx.CxAvps.SERVER_NAME;
import static io.carillon.diameter.cx.CxAvps.SIP_AUTH_DATA_ITEM;
import static io.carillon.diameter.cx.CxAvps.SIP_NUMBER_AUTH_ITEMS;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** TS 29.229 §6.1.7, Multimedia-Auth-Request */
public record MultimediaAuthRequest(
        Envelope envelope,
        String userName,
        List<SupportedFeatures> supportedFeatures,
        String publicIdentity,
        SipAuthDataItem authData,
        long numberOfItems,
        String serverName,
        List<Avp> extra)
        implements CxRequest<MultimediaAuthAnswer> {
    public static final Grammar<MultimediaAuthRequest> GRAMMAR = CxMessages.request(
                    MultimediaAuthRequest.class, MethodHandles.lookup())
            .required(USER_NAME, MultimediaAuthRequest::userName)
            .repeated(SUPPORTED_FEATURES, MultimediaAuthRequest::supportedFeatures)
            .required(PUBLIC_IDENTITY, MultimediaAuthRequest::publicIdentity)
            .required(SIP_AUTH_DATA_ITEM, MultimediaAuthRequest::authData)
            .required(SIP_NUMBER_AUTH_ITEMS, MultimediaAuthRequest::numberOfItems)
            .required(SERVER_NAME, MultimediaAuthRequest::serverName)
            .extra(MultimediaAuthRequest::extra);

    public static Draft<MultimediaAuthRequest> draft() {
        return GRAMMAR.draft();
    }

    @Override
    public List<String> users() {
        return List.of(publicIdentity, userName);
    }
}
