package io.carillon.hss.sh;

import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.Standing;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.Impi;
import io.carillon.identity.Impu;
import java.util.Optional;

/** The subscriptions, with the application servers told of what Cx changes in them. */
public record WatchedSubscriptions(Subscriptions stored, ShPush push) implements Subscriptions {

    @Override
    public Optional<Subscription> of(Impu impu) {
        return stored.of(impu);
    }

    @Override
    public Optional<Subscription> of(Impi impi) {
        return stored.of(impi);
    }

    @Override
    public Optional<Standing> standing(Impu impu) {
        return stored.standing(impu);
    }

    @Override
    public Optional<Subscription> awaited(Impi impi) {
        return stored.awaited(impi);
    }

    @Override
    public Optional<Impu> wildcardFor(Impu impu) {
        return stored.wildcardFor(impu);
    }

    @Override
    public boolean change(Subscription read, Change change) {
        boolean made = stored.change(read, change);
        if (made) {
            push.assigned(read, change);
        }
        return made;
    }
}
