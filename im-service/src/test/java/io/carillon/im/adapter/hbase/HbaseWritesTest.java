package io.carillon.im.adapter.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.im.store.StoreAway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.Row;
import org.apache.hadoop.hbase.util.Bytes;
import org.junit.jupiter.api.Test;

/** What comes of writes; the table answers when the test says so. */
class HbaseWritesTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private record Call(List<String> rows, List<CompletableFuture<Object>> answers) {
        void succeeds() {
            answers.forEach(each -> each.complete("written"));
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private List<CompletableFuture<Object>> begin(List<? extends Row> rows) {
        var answers = rows.stream().map(row -> new CompletableFuture<>()).toList();
        calls.add(
                new Call(rows.stream().map(row -> Bytes.toString(row.getRow())).toList(), answers));
        return answers;
    }

    private static Row row(String name) {
        return new Put(Bytes.toBytes(name));
    }

    private static FutureTask<Boolean> starts(HbaseWrites writes, String... rows) {
        var task = new FutureTask<>(
                () -> writes.write(Stream.of(rows).map(HbaseWritesTest::row).toList()));
        Thread.ofVirtual().start(task);
        return task;
    }

    private Call call(int number) {
        await().until(() -> calls.size() >= number);
        return calls.get(number - 1);
    }

    @Test
    void what_is_in_no_hurry_goes_with_what_is_written_next() throws Exception {
        var writes = new HbaseWrites(this::begin, LONG, LONG);
        writes.later(row("leaves"));
        writes.later(row("leaves too"));
        var next = starts(writes, "next");
        assertThat(call(1).rows()).containsExactly("next", "leaves", "leaves too");
        call(1).succeeds();
        assertThat(next.get()).isTrue();
        assertThat(calls).hasSize(1);
    }

    @Test
    void or_by_itself() {
        var writes = new HbaseWrites(this::begin, LONG, Duration.ofMillis(10));
        writes.later(row("leaves"));
        assertThat(call(1).rows()).containsExactly("leaves");
        call(1).succeeds();
        writes.later(row("leaves later"));
        assertThat(call(2).rows()).containsExactly("leaves later");
        call(2).succeeds();
    }

    @Test
    void a_row_that_fails_is_told_to_who_wrote_it_alone() throws Exception {
        var writes = new HbaseWrites(this::begin, LONG, LONG);
        writes.later(row("leaves"));
        var good = starts(writes, "good");
        call(1).answers().getFirst().complete("written");
        call(1).answers().getLast().completeExceptionally(new IOException("no region"));
        assertThat(good.get()).isTrue();

        var bad = starts(writes, "one", "other");
        call(2).answers().getFirst().complete("written");
        call(2).answers().getLast().completeExceptionally(new IOException("no region"));
        assertThatThrownBy(bad::get)
                .cause()
                .isInstanceOfSatisfying(
                        StoreAway.class, away -> assertThat(away.why()).contains("no region"));
    }

    @Test
    void nobody_waits_for_a_store_that_says_nothing() {
        var writes = new HbaseWrites(this::begin, Duration.ofMillis(10), LONG);
        assertThatThrownBy(() -> writes.write(List.of(row("lost")))).isInstanceOf(StoreAway.class);
    }
}
