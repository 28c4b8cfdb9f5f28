package io.carillon.diameter.sh;

import static io.carillon.diameter.BaseAvps.SUPPORTED_FEATURES;
import static io.carillon.diameter.sh.ShAvps.DATA_REFERENCE;
import static io.carillon.diameter.sh.ShAvps.REPOSITORY_DATA_ID;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_IMPU;
import static io.carillon.diameter.sh.ShAvps.WILDCARDED_PUBLIC_IDENTITY;

import io.carillon.diameter.Avp;
import io.carillon.diameter.Draft;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Grammar;
import io.carillon.diameter.Result;
import io.carillon.diameter.SupportedFeatures;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;

/** TS 29.329 §6.1.4, Profile-Update-Answer */
public record ProfileUpdateAnswer(
        Envelope envelope,
        Result result,
        List<SupportedFeatures> supportedFeatures,
        Optional<String> wildcardedPublicIdentity,
        Optional<String> wildcardedImpu,
        Optional<RepositoryDataId> repositoryDataId,
        Optional<DataReference> data,
        List<Avp> extra)
        implements ShAnswer {
    public static final Grammar<ProfileUpdateAnswer> GRAMMAR = ShMessages.answer(
                    ProfileUpdateAnswer.class, MethodHandles.lookup())
            .repeated(SUPPORTED_FEATURES, ProfileUpdateAnswer::supportedFeatures)
            .optional(WILDCARDED_PUBLIC_IDENTITY, ProfileUpdateAnswer::wildcardedPublicIdentity)
            .optional(WILDCARDED_IMPU, ProfileUpdateAnswer::wildcardedImpu)
            .optional(REPOSITORY_DATA_ID, ProfileUpdateAnswer::repositoryDataId)
            .optional(DATA_REFERENCE, ProfileUpdateAnswer::data)
            .extra(ProfileUpdateAnswer::extra);

    public static Draft<ProfileUpdateAnswer> draft() {
        return GRAMMAR.draft();
    }
}
