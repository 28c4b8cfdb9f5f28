package io.carillon.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.node.NodeIdentity;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.mock.env.MockEnvironment;

class HttpAddressTest {
    private final ServerProperties server = new ServerProperties();

    private Map<String, String> addresses() {
        return new DirectoryAutoConfiguration()
                .httpAddress(
                        new MockEnvironment().withProperty("local.server.port", "8086"),
                        new StaticListableBeanFactory(Map.of("server", server)).getBeanProvider(ServerProperties.class),
                        new NodeIdentity("hss-1", "hss", "192.0.2.7", "ims.example"))
                .addresses();
    }

    @Test
    void a_node_is_found_by_the_scheme_that_it_speaks() {
        assertThat(addresses()).isEqualTo(Map.of("http", "192.0.2.7:8086"));

        var certified = new Ssl();
        server.setSsl(certified);
        assertThat(addresses()).isEqualTo(Map.of("https", "192.0.2.7:8086"));

        certified.setEnabled(false);
        assertThat(addresses()).isEqualTo(Map.of("http", "192.0.2.7:8086"));
    }
}
