package io.carillon.hss.provisioning;

import io.carillon.hss.subscriber.AkaAlgorithm;
import io.carillon.hss.subscriber.IdentityKind;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscriber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A subscriber as REST shows it. */
public record SubscriberView(
        String impi,
        String scheme,
        @Nullable AkaAlgorithm algorithm,
        List<IdentityView> impus,
        @Nullable String scscf,
        String profile,
        List<Integer> mandatoryCapabilities,
        List<Integer> optionalCapabilities,
        Instant createdAt) {

    /** A public identity as REST shows it. */
    public record IdentityView(
            String impu,
            boolean barred,
            @Nullable String displayName,
            IdentityKind kind,
            int set,
            RegistrationState state,
            @Nullable String profile) {}

    /**
     * One page of a list.
     *
     * @param next the private identity after which the next page starts; empty on the last one
     * @param cut whether a search would find more than it gives
     */
    public record Page(
            List<SubscriberView> items,
            @Nullable Integer page,
            int size,
            @Nullable Long total,
            @Nullable String next,
            boolean cut) {}

    static SubscriberView of(Subscriber subscriber) {
        return new SubscriberView(
                subscriber.impi().value(),
                subscriber.scheme().text(),
                subscriber.algorithm().orElse(null),
                subscriber.sets().stream()
                        .flatMap(set -> set.identities().stream().map(each -> identity(set, each)))
                        .toList(),
                subscriber.serving().map(ServingNode::name).orElse(null),
                subscriber.profile(),
                subscriber.capabilities().mandatory(),
                subscriber.capabilities().optional(),
                subscriber.createdAt());
    }

    private static IdentityView identity(ImplicitSet set, PublicIdentity identity) {
        return new IdentityView(
                identity.impu().value(),
                identity.barred(),
                identity.displayName().orElse(null),
                identity.kind(),
                set.number(),
                set.state(),
                identity.profile().orElse(null));
    }
}
