package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    private Path run;

    @Test
    void they_are_made_once_and_stay() {
        var layout = new Layout(run, run);
        String first = new Secrets(layout).hssMasterKey();
        assertThat(Base64.getDecoder().decode(first)).hasSize(32);
        assertThat(new Secrets(layout).hssMasterKey()).isEqualTo(first);
        assertThat(new Secrets(layout).adminText()).isNotEqualTo(first);
    }

    @Test
    void nobody_else_may_read_them() throws Exception {
        new Secrets(new Layout(run, run)).admin();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("secrets"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve("secrets/admin"))))
                .isEqualTo("rw-------");
    }

    @Test
    void they_reach_a_node_by_its_environment_and_only_the_hss_has_its_key() {
        var layout = new Layout(run, run);
        var process = new NodeProcess(layout, StorePorts.shiftedBy(0), new Applications(layout), new AotCaches(layout));
        assertThat(process.environment(new NodeInstance(Role.HSS, 1, 0)))
                .containsKeys("CARILLON_ADMIN_SECRET", "CARILLON_HSS_MASTER_KEY");
        assertThat(process.environment(new NodeInstance(Role.CSCF, 1, 0)))
                .containsKey("CARILLON_ADMIN_SECRET")
                .doesNotContainKey("CARILLON_HSS_MASTER_KEY");
    }
}
