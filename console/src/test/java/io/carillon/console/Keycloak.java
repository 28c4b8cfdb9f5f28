package io.carillon.console;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A Keycloak of its own in development mode, with nothing in it but the realm of src/test/resources/keycloak. */
final class Keycloak implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(10);

    private final Path home;
    private final int port;
    private final Process process;

    private Keycloak(Path home, int port, Process process) {
        this.home = home;
        this.port = port;
        this.process = process;
    }

    /** @param home where its distribution is unpacked */
    static Keycloak start(Path home, int port, String realm) {
        try {
            Files.writeString(
                    Files.createDirectories(home.resolve("data/import")).resolve("carillon.json"), realm);
            var builder = new ProcessBuilder(
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            "--db=dev-mem",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target/keycloak.log").toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            return new Keycloak(home, port, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String issuer(int port) {
        return "http://127.0.0.1:" + port + "/realms/carillon";
    }

    /** Returns when the realm is there. */
    void awaitRealm() {
        var discovery = HttpRequest.newBuilder(URI.create(issuer(port) + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            await().atMost(START)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptions()
                    .until(() -> http.send(discovery, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(home.resolve("data/import/carillon.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
