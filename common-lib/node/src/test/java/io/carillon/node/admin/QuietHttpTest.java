package io.carillon.node.admin;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietHttpTest {

    /** Begins what nobody ever ends. */
    @SuppressWarnings("serial")
    private static final class Forgetful extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            request.startAsync().setTimeout(100);
        }
    }

    @Test
    void an_asynchronous_request_still_has_its_deadline(@TempDir Path folder) throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        var connector = new Connector(QuietHttp.class.getName());
        connector.setPort(0);
        tomcat.setConnector(connector);
        var context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "forgetful", new Forgetful()).setAsyncSupported(true);
        context.addServletMappingDecoded("/", "forgetful");
        tomcat.start();
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/"))
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(500);
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(500);
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
