package io.carillon.hss.cx;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.Result;
import io.carillon.diameter.ThreeGppResult;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.Standing;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.IdentityFormatException;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.Optional;

/** The checks every Cx command starts with: both identities exist, and belong together (TS 29.228 §6.1, steps 1 and 2). */
record Identities(Subscriptions subscriptions) {

    /** What the identities of a request stand for. */
    sealed interface Found {
        record Known(Subscription subscription, ImplicitSet set) implements Found {}

        record Refused(Result result) implements Found {}
    }

    /** The same for questions that need no more than how the identity stands. */
    sealed interface Stands {
        record Known(Standing standing) implements Stands {}

        record Refused(Result result) implements Stands {}
    }

    static Optional<Impi> impi(String userName) {
        try {
            return Optional.of(Impi.parse(userName));
        } catch (IdentityFormatException nobody) {
            return Optional.empty();
        }
    }

    Stands standing(Optional<String> userName, String publicIdentity) {
        try {
            Optional<Impi> impi = userName.map(Impi::parse);
            Optional<Standing> standing = subscriptions.standing(Impu.parse(publicIdentity));
            if (standing.isEmpty()) {
                return new Stands.Refused(ThreeGppResult.USER_UNKNOWN);
            }
            return impi.isEmpty() || impi.get().equals(standing.get().impi())
                    ? new Stands.Known(standing.get())
                    : new Stands.Refused(another(impi.get()));
        } catch (IdentityFormatException nobody) {
            return new Stands.Refused(ThreeGppResult.USER_UNKNOWN);
        }
    }

    /** Somebody else's private identity, or nobody's. */
    private Result another(Impi impi) {
        return subscriptions.of(impi).isPresent() ? ThreeGppResult.IDENTITIES_DONT_MATCH : ThreeGppResult.USER_UNKNOWN;
    }

    Found find(String userName, String publicIdentity) {
        return find(Optional.of(userName), Optional.of(publicIdentity));
    }

    /** The wildcarded identity that stands for one that nobody has of his own (TS 23.003 §13.5). */
    Optional<String> wildcardFor(String publicIdentity) {
        try {
            return subscriptions.wildcardFor(Impu.parse(publicIdentity)).map(Impu::value);
        } catch (IdentityFormatException garbled) {
            return Optional.empty();
        }
    }

    /** By whichever identities there are; by the private one alone, the set is the subscription's first. */
    Found find(Optional<String> userName, Optional<String> publicIdentity) {
        try {
            Optional<Impi> impi = userName.map(Impi::parse);
            Optional<Impu> impu = publicIdentity.map(Impu::parse);
            if (impu.isPresent()) {
                return byPublic(impu.get(), impi);
            }
            return impi.map(this::byPrivate).orElse(new Found.Refused(BaseResult.MISSING_AVP));
        } catch (IdentityFormatException nobody) {
            return new Found.Refused(ThreeGppResult.USER_UNKNOWN);
        }
    }

    private Found byPublic(Impu impu, Optional<Impi> impi) {
        Optional<Subscription> owner = subscriptions.of(impu);
        if (owner.isEmpty()) {
            return new Found.Refused(ThreeGppResult.USER_UNKNOWN);
        }
        if (impi.isEmpty() || impi.get().equals(owner.get().impi())) {
            return new Found.Known(owner.get(), owner.get().setOf(impu));
        }
        return new Found.Refused(another(impi.get()));
    }

    private Found byPrivate(Impi impi) {
        return subscriptions
                .of(impi)
                .<Found>map(owner -> new Found.Known(owner, owner.sets().getFirst()))
                .orElse(new Found.Refused(ThreeGppResult.USER_UNKNOWN));
    }
}
