package io.carillon.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class StartRefusedTest {

    @TempDir
    Path data;

    @Test
    void without_a_secret_a_node_says_so_and_does_not_start(CapturedOutput output) {
        refuses(Map.of("carillon.admin.secret", ""));

        assertThat(output)
                .contains("carillon.admin.secret is not set, and a node has no default password.")
                .contains("openssl rand -base64 32")
                .doesNotContain("\tat ");
    }

    @Test
    void a_weak_secret_is_refused(CapturedOutput output) {
        refuses(Map.of("carillon.admin.secret", "c2hvcnQ="));

        assertThat(output).contains("carillon.admin.secret cannot be used: it holds 5 bytes where 32 are the least.");
    }

    @Test
    void a_host_that_cannot_be_resolved_is_refused(CapturedOutput output) {
        refuses(Map.of("carillon.node.host", "no-such-host.invalid"));

        assertThat(output).contains("no-such-host.invalid").contains("CARILLON_NODE_HOST");
    }

    @Test
    void a_bad_role_is_refused_by_its_property_name(CapturedOutput output) {
        refuses(Map.of("carillon.node.role", "Not A Role"));

        assertThat(output).contains("carillon.node.role").contains("must be lower-case letters");
    }

    private void refuses(Map<String, Object> settings) {
        assertThatThrownBy(() -> TestNode.start(data, settings).close()).isInstanceOf(Exception.class);
    }
}
