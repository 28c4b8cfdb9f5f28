package io.carillon.hss.cx;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.hss.HssNode;
import io.carillon.identity.aka.Sqn;
import io.carillon.identity.aka.Usim;
import io.carillon.identity.aka.Usim.Verdict;
import io.carillon.stores.EmbeddedMariaDb;
import io.carillon.stores.MariaDbDump;
import io.carillon.stores.MySqlServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore: the database is lost, its dump and the master key are not. */
class BackupTest {
    private static final String DATABASE = "hss_backup";

    private final MySqlServer server = EmbeddedMariaDb.shared().server();
    private final Usim sim = new Usim(
            HexFormat.of().parseHex(TestSubscriber.KI), HexFormat.of().parseHex(TestSubscriber.OPC), new Sqn(0));

    @Test
    void a_sim_registers_again_after_the_database_was_lost_and_restored(@TempDir Path folder) throws SQLException {
        var dump = folder.resolve("dump.sql");
        TestSubscriber user;
        try (var hss = HssNode.start("hss-21", server, DATABASE)) {
            user = TestSubscriber.withAka(hss);
            proves(hss, user);
        }
        MariaDbDump.save(server, List.of(DATABASE), dump);
        try (var connection = DriverManager.getConnection(server.jdbcUrl(""), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + DATABASE);
        }
        assertThat(dump).content().doesNotContainIgnoringCase(TestSubscriber.KI);

        MariaDbDump.load(server, dump);

        try (var hss = HssNode.start("hss-22", server, DATABASE)) {
            assertThat(hss.get("/api/v1/subscribers/" + HssNode.segment(user.impi()))
                            .body())
                    .contains(user.impu(), user.tel(), "Müller & <Sons>");
            proves(hss, user);
        }
    }

    /** The SIM takes the network's challenge, and gives the answer that the network waits for (TS 33.102 §6.3). */
    private void proves(HssNode hss, TestSubscriber user) {
        try (var scscf = new Scscf("cscf-21", hss)) {
            assertThat(scscf.mar(user.impi(), user.impu()).authData())
                    .singleElement()
                    .satisfies(vector -> {
                        var challenge = vector.authenticate().orElseThrow().toArray();
                        var verdict = sim.authenticate(
                                Arrays.copyOf(challenge, 16), Arrays.copyOfRange(challenge, 16, challenge.length));
                        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
                        assertThat(((Verdict.Accepted) verdict).res())
                                .isEqualTo(vector.authorization().orElseThrow().toArray());
                    });
        }
    }
}
