package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.NewSubscriber;
import io.carillon.hss.subscriber.PublicIdentity;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.Subscriber;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.identity.Impi;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.PageRequest;
import org.springframework.transaction.support.TransactionTemplate;

/** Provisioning through JPA. */
final class JpaSubscribers implements Subscribers {
    private final SubscriberRows subscribers;
    private final ServiceProfileRows profiles;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JpaSubscribers(
            SubscriberRows subscribers, ServiceProfileRows profiles, TransactionTemplate transaction, Clock clock) {
        this.subscribers = subscribers;
        this.profiles = profiles;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Added add(NewSubscriber added) {
        try {
            return transaction.execute(status -> store(added));
        } catch (DataIntegrityViolationException raced) {
            // Someone else stored one of the identities since we looked.
            List<String> taken = transaction.execute(status -> taken(added));
            if (taken.isEmpty()) {
                throw raced;
            }
            return new Added.Taken(taken);
        }
    }

    private Added store(NewSubscriber added) {
        List<String> taken = taken(added);
        if (!taken.isEmpty()) {
            return new Added.Taken(taken);
        }
        Optional<ServiceProfileRow> profile = profiles.findByName(added.profile());
        if (profile.isEmpty()) {
            return new Added.NoSuchProfile(profiles.names());
        }
        var row = new SubscriberRow(added.impi().value(), profile.get(), clock.instant());
        row.scheme = added.secret().scheme();
        row.secret = added.secret().sealed();
        row.digestRealm = added.secret().realm().orElse(null);
        row.sqn = added.sqn().value();
        row.mandatoryCapabilities = NumberList.format(added.capabilities().mandatory());
        row.optionalCapabilities = NumberList.format(added.capabilities().optional());
        added.sets().forEach((number, identities) -> row.sets.add(set(row, number, identities)));
        return new Added.Stored(RowMapping.subscriber(subscribers.saveAndFlush(row)));
    }

    private static RegistrationSetRow set(SubscriberRow row, int number, List<PublicIdentity> identities) {
        var set = new RegistrationSetRow(row, number);
        for (PublicIdentity each : identities) {
            var identity = new PublicIdentityRow(set, each.impu().value(), set.identities.size());
            identity.barred = each.barred();
            identity.displayName = each.displayName().orElse(null);
            set.identities.add(identity);
        }
        return set;
    }

    private List<String> taken(NewSubscriber added) {
        List<String> impus = added.sets().values().stream()
                .flatMap(List::stream)
                .map(each -> each.impu().value())
                .toList();
        var taken = new ArrayList<String>();
        if (subscribers.existsByImpi(added.impi().value())) {
            taken.add(added.impi().value());
        }
        taken.addAll(subscribers.taken(impus));
        return taken;
    }

    @Override
    public Optional<Subscriber> find(Impi impi) {
        return transaction.execute(
                status -> subscribers.findByImpi(impi.value()).map(RowMapping::subscriber));
    }

    @Override
    public Page list(int page, int size) {
        return transaction.execute(status -> {
            var rows = subscribers.findAllByOrderByImpi(PageRequest.of(page, size));
            return new Page(rows.stream().map(RowMapping::subscriber).toList(), rows.getTotalElements());
        });
    }

    @Override
    public boolean remove(Impi impi) {
        return transaction.execute(status -> subscribers.remove(impi.value()) > 0);
    }

    @Override
    public boolean assignProfile(Impi impi, String profile) {
        return transaction.execute(status -> {
            Optional<SubscriberRow> row = subscribers.findByImpi(impi.value());
            Optional<ServiceProfileRow> next = profiles.findByName(profile);
            if (row.isEmpty() || next.isEmpty()) {
                return false;
            }
            row.get().profile = next.get();
            return true;
        });
    }

    @Override
    public Optional<ServiceProfile> profile(String name) {
        return profiles.findByName(name).map(row -> ProfileJson.read(row.criteria));
    }

    @Override
    public List<String> profileNames() {
        return profiles.names();
    }

    @Override
    public void putProfile(String name, ServiceProfile profile) {
        String criteria = ProfileJson.write(profile);
        transaction.executeWithoutResult(status -> profiles.findByName(name)
                .ifPresentOrElse(
                        row -> row.criteria = criteria, () -> profiles.save(new ServiceProfileRow(name, criteria))));
    }

    @Override
    public List<Impi> servedWith(String profile, Optional<Impi> after, int most) {
        return profiles
                .findByName(profile)
                .map(row ->
                        subscribers.servedWith(row.id, after.map(Impi::value).orElse(""), PageRequest.of(0, most)))
                .orElse(List.of())
                .stream()
                .map(Impi::new)
                .toList();
    }
}
