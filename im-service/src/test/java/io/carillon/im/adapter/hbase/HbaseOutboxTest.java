package io.carillon.im.adapter.hbase;

import static io.carillon.im.adapter.hbase.HbaseTables.FAMILY;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.delivery.OutboxContract;
import io.carillon.im.delivery.Outcome;
import io.carillon.im.delivery.Pending;
import io.carillon.im.delivery.Progress;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.im.store.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class HbaseOutboxTest extends OutboxContract {
    private static final HbaseOutbox OUTBOX = at(Clock.systemUTC());

    private static HbaseOutbox at(Clock clock) {
        return new HbaseOutbox(SharedTables.get(), JsonMapper.shared(), clock);
    }

    @Override
    protected Outbox outbox() {
        return OUTBOX;
    }

    private static Pending message() {
        var now = Instant.EPOCH;
        var bob = "sip:" + UUID.randomUUID() + "@example.org";
        var draft = new Pending.Draft(
                MessageId.of(now, bob),
                Kind.TEXT,
                "sip:alice@example.org",
                bob,
                "sip:alice@example.org",
                false,
                "text/plain",
                new byte[] {'x'},
                now,
                now.plusSeconds(60),
                false,
                Optional.empty(),
                "call",
                "");
        return Pending.of(draft, Progress.waiting(now));
    }

    @Test
    void a_name_that_is_not_to_be_put_again_is_forgotten_after_an_hour() {
        var first = message();
        var again = first.asRepeated();
        OUTBOX.put(again);
        OUTBOX.remove(again.with(again.progress().done(new Outcome(State.DELIVERED, Instant.now(), ""))));
        at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(50))).forEach(each -> {});
        assertThat(OUTBOX.put(first)).isFalse();
        at(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(70))).forEach(each -> {});
        assertThat(OUTBOX.put(first)).isTrue();
        OUTBOX.remove(first);
    }

    @Test
    void what_an_older_build_wrote_is_read() {
        var message = message();
        OUTBOX.put(message);
        var older = new Put(OUTBOX.write(message).getRow())
                .addColumn(FAMILY, Bytes.toBytes("message"), withoutRepeated(message));
        SharedTables.get().writeOutbox("put", older);
        assertThat(OUTBOX.find(message.ticket()))
                .hasValueSatisfying(
                        found -> assertThat(found).usingRecursiveComparison().isEqualTo(message));
        OUTBOX.remove(message);
    }

    private static byte[] withoutRepeated(Pending message) {
        var text = JsonMapper.shared().writeValueAsString(message);
        assertThat(text).contains("\"repeated\":false,");
        return Bytes.toBytes(text.replace("\"repeated\":false,", ""));
    }
}
