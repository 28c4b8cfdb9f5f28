package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import io.carillon.identity.aka.Sqn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An IMS subscription (TS 23.228 §4.3.3) as it was read from the store.
 *
 * @param version what the store checks before it takes a change made from this reading
 * @param sqn the last sequence number given out
 * @param profile of the identities that have none of their own
 * @param ownProfiles by name, those that identities have of their own
 */
public record Subscription(
        long id,
        long version,
        Impi impi,
        SealedSecret secret,
        Sqn sqn,
        Capabilities capabilities,
        Optional<ServingNode> serving,
        ProfileVersion profile,
        Map<String, ProfileVersion> ownProfiles,
        List<ImplicitSet> sets) {

    /** The set that holds a public identity of this subscription. */
    public ImplicitSet setOf(Impu impu) {
        return sets.stream().filter(set -> set.holds(impu)).findFirst().orElseThrow();
    }

    /** The set with an identity that is written like this. */
    public Optional<ImplicitSet> setWith(String identity) {
        return sets.stream()
                .filter(set -> set.identities().stream()
                        .anyMatch(each -> each.impu().value().equals(identity)))
                .findFirst();
    }

    /** The service profile of one of its identities. */
    public ProfileVersion profileOf(PublicIdentity identity) {
        return identity.profile().map(ownProfiles::get).orElse(profile);
    }

    public ProfileVersion profileOf(Impu impu) {
        return profileOf(setOf(impu).identity(impu));
    }

    public boolean holds(Impu impu) {
        return sets.stream().anyMatch(set -> set.holds(impu));
    }

    public boolean isServedBy(String serverName) {
        return serving.filter(node -> node.name().equals(serverName)).isPresent();
    }

    public boolean isServedByAnotherThan(String serverName) {
        return serving.isPresent() && !isServedBy(serverName);
    }

    /** What it is once the change is made; its version is the old one. */
    public Subscription with(Change change) {
        List<ImplicitSet> changed = sets.stream()
                .map(set -> set.id() == change.set() ? set.with(change) : set)
                .toList();
        return new Subscription(
                id, version, impi, secret, change.sqn(), capabilities, change.serving(), profile, ownProfiles, changed);
    }

    /** The same as another version. */
    public Subscription at(long other) {
        return new Subscription(id, other, impi, secret, sqn, capabilities, serving, profile, ownProfiles, sets);
    }

    /** Whether an S-CSCF serves any set but this one. */
    public boolean isServedBeside(ImplicitSet set) {
        return sets.stream()
                .anyMatch(each -> each.id() != set.id() && each.state().isServed());
    }
}
