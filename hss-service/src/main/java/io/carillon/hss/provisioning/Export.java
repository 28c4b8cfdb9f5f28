package io.carillon.hss.provisioning;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.hss.subscriber.ImplicitSet;
import io.carillon.hss.subscriber.Subscriber;
import io.carillon.hss.subscriber.Subscribers;
import io.carillon.identity.Impi;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** All subscribers as orders, one a line. No credentials: a store that takes the orders must have them, or be given them. */
record Export(Subscribers subscribers) {
    private static final int BATCH = 500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(present -> present.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    void write(OutputStream out) throws IOException {
        Optional<Impi> last = Optional.empty();
        List<Subscriber> batch;
        do {
            batch = subscribers.after(last, BATCH);
            for (Subscriber each : batch) {
                out.write(JSON.writeValueAsBytes(order(each)));
                out.write('\n');
                last = Optional.of(each.impi());
            }
        } while (batch.size() == BATCH);
    }

    private static AddSubscriber order(Subscriber subscriber) {
        return new AddSubscriber(
                subscriber.impi().value(),
                subscriber.sets().stream().flatMap(Export::identities).toList(),
                null,
                null,
                null,
                null,
                subscriber.algorithm().orElse(null),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                subscriber.profile(),
                subscriber.capabilities().mandatory(),
                subscriber.capabilities().optional());
    }

    private static Stream<NewIdentity> identities(ImplicitSet set) {
        return set.identities().stream()
                .map(each -> new NewIdentity(
                        each.impu().value(),
                        each.barred(),
                        each.displayName().orElse(null),
                        set.number(),
                        each.kind(),
                        each.profile().orElse(null)));
    }
}
