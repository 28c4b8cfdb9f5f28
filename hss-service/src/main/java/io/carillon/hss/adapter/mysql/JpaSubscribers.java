package io.carillon.hss.adapter.mysql;

import io.carillon.hss.subscriber.Precondition;
import io.carillon.hss.subscriber.ServiceProfile;
import io.carillon.hss.subscriber.Subscriber;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.identity.Impi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;
import org.springframework.transaction.support.TransactionTemplate;

/** What people look at, through JPA. */
final class JpaSubscribers implements Subscribers {
    private final SubscriberRows subscribers;
    private final ServiceProfileRows profiles;
    private final TransactionTemplate transaction;

    JpaSubscribers(SubscriberRows subscribers, ServiceProfileRows profiles, TransactionTemplate transaction) {
        this.subscribers = subscribers;
        this.profiles = profiles;
        this.transaction = transaction;
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

    /** Each index gives its first ones: an OR over both tables would read all of them. */
    @Override
    public Found search(String beginning, int most) {
        String pattern = beginning.replaceAll("[!%_]", "!$0") + "%";
        PageRequest first = PageRequest.of(0, most + 1);
        return transaction.execute(status -> {
            var found = List.of(
                    subscribers.withImpi(pattern, first),
                    subscribers.withImpu(pattern, first),
                    subscribers.withImpu("sip:" + pattern, first),
                    subscribers.withImpu("tel:" + pattern, first));
            Set<Long> ids = found.stream().flatMap(List::stream).collect(Collectors.toSet());
            boolean cut = ids.size() > most || found.stream().anyMatch(each -> each.size() > most);
            var items = subscribers.findByIdInOrderByImpi(ids).stream()
                    .limit(most)
                    .map(RowMapping::subscriber)
                    .toList();
            return new Found(items, cut);
        });
    }

    @Override
    public List<Subscriber> after(Optional<Impi> last, int most) {
        return transaction.execute(status ->
                subscribers
                        .findByImpiGreaterThanOrderByImpi(last.map(Impi::value).orElse(""), PageRequest.of(0, most))
                        .stream()
                        .map(RowMapping::subscriber)
                        .toList());
    }

    @Override
    public boolean remove(Impi impi, Precondition precondition) {
        return transaction.execute(status -> precondition.revision().isPresent()
                        ? subscribers.remove(
                                impi.value(), precondition.revision().getAsLong())
                        : subscribers.remove(impi.value()))
                > 0;
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
            row.get().revision++;
            return true;
        });
    }

    @Override
    public Optional<StoredProfile> profile(String name) {
        return profiles.findByName(name).map(row -> new StoredProfile(ProfileJson.read(row.criteria), row.version));
    }

    @Override
    public List<String> profileNames() {
        return profiles.names();
    }

    @Override
    public Stored putProfile(String name, ServiceProfile profile, Precondition precondition) {
        String criteria = ProfileJson.write(profile);
        return transaction.execute(status -> {
            Optional<ServiceProfileRow> row = profiles.findByName(name);
            if (row.isPresent()
                    ? precondition.absent() || precondition.revision().orElse(row.get().version) != row.get().version
                    : precondition.present()) {
                return Stored.REFUSED;
            }
            if (row.isPresent() && ProfileJson.read(row.get().criteria).equals(profile)) {
                return Stored.ALIKE;
            }
            row.ifPresentOrElse(
                    present -> present.criteria = criteria, () -> profiles.save(new ServiceProfileRow(name, criteria)));
            return Stored.CHANGED;
        });
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
