package io.carillon.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
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
    void the_border_shows_a_certificate_that_is_made_once() throws Exception {
        var layout = new Layout(run, run);
        var environment = new LocalCertificate(layout, "home.example", "127.0.0.1").environment();
        var file = Path.of(environment.get("CARILLON_SIP_TLS_IDENTITIES_0_CERTIFICATE"));
        try (var in = Files.newInputStream(file)) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            assertThat(certificate.getSubjectAlternativeNames())
                    .containsExactlyInAnyOrder(List.of(2, "sbc.home.example"), List.of(7, "127.0.0.1"));
        }
        var key = Path.of(environment.get("CARILLON_SIP_TLS_IDENTITIES_0_KEY"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        String made = Files.readString(key);
        new LocalCertificate(layout, "home.example", "127.0.0.1").environment();
        assertThat(Files.readString(key)).isEqualTo(made);
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

    /** What one of them kept of a message too large for HBase, the other gives to its receiver. */
    @Test
    void all_im_nodes_keep_files_in_one_folder() {
        var layout = new Layout(run, run);
        var process = new NodeProcess(layout, StorePorts.shiftedBy(0), new Applications(layout), new AotCaches(layout));
        var first = process.environment(new NodeInstance(Role.IM, 1, 0));
        assertThat(process.environment(new NodeInstance(Role.IM, 2, 0)))
                .containsEntry("CARILLON_IM_FILES_FOLDER", first.get("CARILLON_IM_FILES_FOLDER"))
                .doesNotContainEntry("CARILLON_DATA_DIR", first.get("CARILLON_DATA_DIR"));
        assertThat(first.get("CARILLON_IM_FILES_FOLDER"))
                .startsWith(layout.run().toString());
    }
}
