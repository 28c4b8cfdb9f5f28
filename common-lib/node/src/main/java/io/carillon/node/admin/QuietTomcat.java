package io.carillon.node.admin;

import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;

/** An admin port is asked now and then: its server need not look every second whether a connection is too old. */
final class QuietTomcat implements TomcatConnectorCustomizer {
    private static final Duration LOOK = Duration.ofSeconds(5);

    @Override
    public void customize(Connector connector) {
        if (connector.getProtocolHandler() instanceof Http11NioProtocol http) {
            http.setSelectorTimeout(LOOK.toMillis());
        }
    }
}
