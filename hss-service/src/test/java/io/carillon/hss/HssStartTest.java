package io.carillon.hss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.node.StartRefused;
import io.carillon.node.directory.NodeDirectory;
import io.carillon.node.directory.NodeInfo;
import io.carillon.stores.TestStores;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

class HssStartTest {

    @ParameterizedTest
    @CsvSource({"'', is not set", "not base64!, is not base64", "AAEC, has 3 bytes"})
    void without_a_good_master_key_it_refuses_to_start(String key, String reason) {
        assertThatThrownBy(() ->
                        HssNode.start("hss-5", TestStores.mysql(), "hss_refused", "--carillon.hss.master-key=" + key))
                .hasRootCauseInstanceOf(StartRefused.class)
                .rootCause()
                .hasMessageContaining(reason);
    }

    @Test
    void without_its_store_it_says_so_in_one_line() {
        var unreachable = new SQLException("Communications link failure\n\nThe last packet …", "08S01");
        FailureAnalysis analysis = new StoreAwayAnalyzer().analyze(new IllegalStateException(unreachable));
        assertThat(analysis.getDescription()).endsWith("does not let this node in: Communications link failure");
        assertThat(analysis.getAction()).contains("SPRING_DATASOURCE_URL");
        assertThat(new StoreAwayAnalyzer().analyze(new SQLException("bad grammar", "42000")))
                .isNull();
    }

    @Test
    void it_is_found_in_the_directory_and_answers_its_own_probe() {
        HssNode hss = HssNode.shared();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Optional<NodeInfo> found = hss.bean(NodeDirectory.class).find("hss", "hss-1");
            String address = "127.0.0.1:" + hss.diameter().getPort();
            assertThat(found)
                    .hasValueSatisfying(node -> assertThat(node.addresses()).containsEntry("diameter", address));
        });
        assertThat(hss.anonymous("/actuator/health/functional").body()).contains("UP");
    }
}
