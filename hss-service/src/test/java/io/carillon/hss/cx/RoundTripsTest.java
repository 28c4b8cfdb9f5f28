package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.diameter.BaseResult;
import io.carillon.diameter.cx.ServerAssignmentType;
import io.carillon.hss.HssNode;
import io.carillon.stores.TestStores;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a registration asks of the subscribers' store, by the store's own count of statements. */
class RoundTripsTest {
    private final HssNode hss = HssNode.shared();
    private final JdbcTemplate store = hss.bean(JdbcTemplate.class);

    private Map<String, Long> statements() {
        var counts = new TreeMap<String, Long>();
        store.query(
                "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_select', 'Com_update', 'Com_update_multi', 'Com_insert',"
                        + " 'Com_begin', 'Com_commit', 'Com_rollback', 'Com_set_option', 'Created_tmp_disk_tables')",
                row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    private Map<String, Long> since(Map<String, Long> before) {
        var now = statements();
        before.forEach((statement, count) -> now.merge(statement, -count, Long::sum));
        now.values().removeIf(count -> count == 0);
        return now;
    }

    /**
     * Two questions of the I-CSCF are a reading each. The challenge reads the subscription, and is given out when the store
     * has its sequence number; the assignment that follows changes what the challenge left, in one statement.
     */
    @Test
    void a_registration_reads_three_times_and_writes_twice() {
        try (var scscf = new Scscf("cscf-31", hss)) {
            registers(scscf, TestSubscriber.withAka(hss), ServerAssignmentType.REGISTRATION); // prepares the statements
            var user = TestSubscriber.withAka(hss);

            var before = statements();
            registers(scscf, user, ServerAssignmentType.REGISTRATION);
            assertThat(since(before)).isEqualTo(Map.of("Com_select", 3L, "Com_update_multi", 2L));

            var again = statements();
            registers(scscf, user, ServerAssignmentType.RE_REGISTRATION);
            assertThat(since(again)).isEqualTo(Map.of("Com_select", 3L, "Com_update_multi", 2L));
        }
    }

    private static void registers(Scscf scscf, TestSubscriber user, ServerAssignmentType type) {
        scscf.uar(user.impi(), user.impu());
        assertThat(scscf.mar(user.impi(), user.impu()).result()).isEqualTo(BaseResult.SUCCESS);
        scscf.uar(user.impi(), user.impu());
        var assigned = scscf.sar(user.impi(), user.impu(), type);
        assertThat(assigned.result()).isEqualTo(BaseResult.SUCCESS);
        assertThat(assigned.userData())
                .hasValueSatisfying(profile -> assertThat(profile).contains(user.impu()));
    }

    /** What this node remembers of its challenge is not what counts. */
    @Test
    void an_assignment_counts_with_what_another_node_did_meanwhile() {
        try (var other = HssNode.start("hss-3", TestStores.mysql(), "hss_shared");
                var here = new Scscf("cscf-32", hss);
                var there = new Scscf("cscf-33", "sip:another.home", other)) {
            var user = TestSubscriber.withAka(hss);
            here.mar(user.impi(), user.impu());
            assertThat(there.mar(user.impi(), user.impu()).result()).isEqualTo(BaseResult.SUCCESS);

            assertThat(here.sar(user.impi(), user.impu(), ServerAssignmentType.REGISTRATION)
                            .serverName())
                    .contains("sip:another.home");
        }
    }
}
