package io.carillon.cscf.ifc;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The IMS subscription as the HSS gave it: service profiles with their identities (TS 29.228 §B.2). */
public record UserProfile(Optional<Impi> impi, List<ServiceProfile> serviceProfiles) {
    /** @param wildcard what it matches, if it stands for many identities (TS 23.003 §13.5) */
    public record PublicIdentity(
            Impu impu, boolean barred, Optional<String> displayName, Optional<Condition.Pattern> wildcard) {
        boolean names(Impu other) {
            return impu.equals(other)
                    || wildcard.filter(each -> each.matches(other.value())).isPresent();
        }
    }

    /**
     * The identities of one profile, and its criteria in the order in which they are asked.
     *
     * @param sharedSets whose criteria belong to it too
     * @param mediaProfile which media its identities may use, by a number that is known here; empty for all
     */
    public record ServiceProfile(
            List<PublicIdentity> identities,
            List<FilterCriterion> criteria,
            Set<Integer> sharedSets,
            Optional<Integer> mediaProfile) {
        public ServiceProfile {
            criteria = inOrder(criteria);
        }

        /** What is in order already is not copied: many profiles have it. */
        private static List<FilterCriterion> inOrder(List<FilterCriterion> criteria) {
            for (int i = 1; i < criteria.size(); i++) {
                if (criteria.get(i - 1).priority() > criteria.get(i).priority()) {
                    return criteria.stream()
                            .sorted(Comparator.comparingInt(FilterCriterion::priority))
                            .toList();
                }
            }
            return List.copyOf(criteria);
        }

        ServiceProfile and(List<FilterCriterion> more) {
            var all = criteria.isEmpty()
                    ? more
                    : Stream.concat(criteria.stream(), more.stream()).toList();
            return new ServiceProfile(identities, all, sharedSets, mediaProfile);
        }

        /** The identity that stands for this profile towards application servers. */
        public Optional<Impu> firstNotBarred() {
            return identities.stream()
                    .filter(each -> !each.barred() && each.wildcard().isEmpty())
                    .map(PublicIdentity::impu)
                    .findFirst();
        }
    }

    /** The implicit registration set in the HSS's order: the first that is not barred is the default (TS 24.229 §3.1). */
    public List<PublicIdentity> identities() {
        return serviceProfiles.stream()
                .flatMap(each -> each.identities().stream())
                .toList();
    }

    /** All of them, barred ones too: such an identity may register the others with it (TS 29.228 §6.1.1.1 step 3). */
    public List<Impu> impus() {
        return identities().stream().map(PublicIdentity::impu).toList();
    }

    /** Those that stand for one user each. */
    public List<Impu> notBarred() {
        return identities().stream()
                .filter(each -> !each.barred() && each.wildcard().isEmpty())
                .map(PublicIdentity::impu)
                .toList();
    }

    public boolean contains(Impu impu) {
        return identities().stream().anyMatch(each -> each.names(impu));
    }

    public boolean isBarred(Impu impu) {
        return identities().stream().anyMatch(each -> each.names(impu) && each.barred());
    }

    public Optional<String> displayName(Impu impu) {
        return identities().stream()
                .filter(each -> each.impu().equals(impu))
                .findFirst()
                .flatMap(PublicIdentity::displayName);
    }

    /** The criteria that apply to this identity. */
    public List<FilterCriterion> criteria(Impu impu) {
        return of(impu).map(ServiceProfile::criteria).orElse(List.of());
    }

    /** Which media this identity may use (TS 29.228 §B.2.1A); empty for all. */
    public Optional<Integer> mediaProfile(Impu impu) {
        return of(impu).flatMap(ServiceProfile::mediaProfile);
    }

    private Optional<ServiceProfile> of(Impu impu) {
        return serviceProfiles.stream()
                .filter(each -> each.identities().stream().anyMatch(identity -> identity.names(impu)))
                .findFirst();
    }
}
