package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.hss.HssNode;
import io.carillon.hss.subscriber.Change;
import io.carillon.hss.subscriber.RegistrationState;
import io.carillon.hss.subscriber.ServingNode;
import io.carillon.hss.subscriber.Subscription;
import io.carillon.hss.subscriber.Subscriptions;
import io.carillon.identity.Impi;
import io.carillon.identity.aka.Sqn;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Changes that come at the same time are made together, and each of them on its own terms. */
class ChangesTest {
    private static final ServingNode NODE = new ServingNode("sip:scscf.home", "cscf-1.home", "home");

    private final HssNode hss = HssNode.shared();
    private final Subscriptions subscriptions = hss.bean(Subscriptions.class);

    private Subscription read(TestSubscriber user) {
        return subscriptions.of(new Impi(user.impi())).orElseThrow();
    }

    private boolean change(Subscription read, long sqn, Optional<String> restoration) {
        return subscriptions.change(
                read,
                Change.of(read, read.sets().getFirst())
                        .servedBy(NODE)
                        .state(RegistrationState.REGISTERED)
                        .restoration(restoration)
                        .sqn(new Sqn(sqn)));
    }

    @Test
    void of_many_changes_only_those_of_what_was_read_are_made() throws Exception {
        var users = new ArrayList<TestSubscriber>();
        var reads = new ArrayList<Subscription>();
        for (int i = 0; i < 24; i++) {
            users.add(TestSubscriber.withAka(hss));
            reads.add(read(users.getLast()));
            if (i % 3 == 0) {
                assertThat(change(reads.getLast(), 1_000, Optional.empty())).isTrue();
            }
        }
        var wanted = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 24; i++) {
            var read = reads.get(i);
            var kept = i % 2 == 0 ? Optional.of("kept " + i) : Optional.<String>empty();
            wanted.add(() -> change(read, 2_000 + read.id(), kept));
        }
        var made = together(wanted);
        for (int i = 0; i < 24; i++) {
            var now = read(users.get(i));
            assertThat(made.get(i)).isEqualTo(i % 3 != 0);
            assertThat(now.sqn()).isEqualTo(new Sqn(i % 3 == 0 ? 1_000 : 2_000 + now.id()));
            assertThat(now.isServedBy(NODE.name())).isTrue();
            assertThat(now.sets().getFirst().restoration())
                    .isEqualTo(i % 3 != 0 && i % 2 == 0 ? Optional.of("kept " + i) : Optional.empty());
        }
    }

    @Test
    void of_several_changes_of_one_reading_one_is_made() throws Exception {
        var user = TestSubscriber.withAka(hss);
        var read = read(user);
        var wanted = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 8; i++) {
            long sqn = 3_000 + i;
            wanted.add(() -> change(read, sqn, Optional.empty()));
        }
        var made = together(wanted);
        assertThat(made).containsOnlyOnce(true);
        assertThat(read(user).sqn()).isEqualTo(new Sqn(3_000 + made.indexOf(true)));
    }

    /** Who provisions locks a subscriber before his set, a change the other way round. The one with less to undo begins anew. */
    @Test
    void a_change_that_waits_in_a_circle_with_others_is_made_after_them() throws Exception {
        var user = TestSubscriber.withAka(hss);
        var read = read(user);
        for (int i = 0; i < 12; i++) {
            TestSubscriber.withAka(hss);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = hss.bean(DataSource.class).getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            assertThat(statement.executeUpdate("UPDATE subscriber SET created_at = created_at + INTERVAL 1 SECOND"))
                    .isGreaterThan(12);
            var made = threads.submit(() -> change(read, 4_000, Optional.empty()));
            await().until(() -> status(statement, "Innodb_row_lock_current_waits") > 0);
            long circles = status(statement, "Innodb_deadlocks");
            statement.executeUpdate(
                    "UPDATE registration_set SET state = 'UNREGISTERED' WHERE subscriber_id = " + read.id());
            assertThat(status(statement, "Innodb_deadlocks")).isGreaterThan(circles);
            other.commit();
            assertThat(made.get()).isTrue();
        }
        assertThat(read(user).sqn()).isEqualTo(new Sqn(4_000));
        assertThat(read(user).sets().getFirst().state()).isEqualTo(RegistrationState.REGISTERED);
    }

    private static long status(Statement statement, String name) throws SQLException {
        try (var rows = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            rows.next();
            return rows.getLong(2);
        }
    }

    private static List<Boolean> together(List<Callable<Boolean>> all) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = new ArrayList<Boolean>();
            for (var each : threads.invokeAll(all)) {
                made.add(each.get());
            }
            return made;
        }
    }
}
