package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.BaseAvps.USER_NAME;
import static io.carillon.diameter.sh.ShAvps.DATA_REFERENCE;
import static io.carillon.diameter.sh.ShAvps.USER_DATA;
import static io.carillon.diameter.sh.ShAvps.USER_IDENTITY;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_IMPU;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.3, Profile-Update-Request */
public record ProfileUpdateRequest(
        Envelope envelope,
        List<SupportedFeatures> supportedFeatures,
        UserIdentity user,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        Optional<String> userName,
        List<DataReference> data,
        String userData,
        List<Avp> extra)
        implements ShRequest<ProfileUpdateAnswer> {
    public static final Grammar<ProfileUpdateRequest> GRAMMAR = ShMessages.request(
                    ProfileUpdateRequest.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, ProfileUpdateRequest::supportedFeatures)
            .required(USER_IDENTITY, ProfileUpdateRequest::user)
            .optional(WILDCARDED_PUBLIC_IDENTITY, ProfileUpdateRequest::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, ProfileUpdateRequest::wildcardedImpu)
            .optional(USER_NAME, ProfileUpdateRequest::userName)
            .some(DATA_REFERENCE, ProfileUpdateRequest::data)
            .required(USER_DATA, ProfileUpdateRequest::userData)
            .extra(ProfileUpdateRequest::extra);

    public static Draft<ProfileUpdateRequest> draft() {
        return GRAMMAR.draft();
    }
}
