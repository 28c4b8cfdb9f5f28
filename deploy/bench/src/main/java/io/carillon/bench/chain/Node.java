package io.carillon.bench.chain;

import io.carillon.bench.BenchException;
import io.carillon.bench.Part;
import io.carillon.bench.Workplace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A node of ours as it is deployed, in a JVM with the full compiler. */
record Node(String role, Process process, int admin) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final long PAUSE = Duration.ofMillis(300).toNanos();

    /** @param folder of it and its like, each in a folder of its own below */
    static Node start(
            Workplace place, Path folder, String role, List<String> heap, boolean train, Map<String, String> settings)
            throws IOException {
        var application = Unpacked.of(role, built(role), home().resolve("deploy/bench/target/nodes"));
        int admin = Ports.free();
        var command = new ArrayList<String>();
        command.add(Jvm.java());
        command.addAll(Workplace.flags(heap.toArray(String[]::new)));
        application.cacheFlag(train).ifPresent(command::add);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-jar",
                application.jar().toString(),
                "--server.port=" + admin,
                "--server.address=127.0.0.1",
                "--carillon.node.id=" + role + "-1",
                "--carillon.data-dir=" + folder.resolve(role)));
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        return new Node(role, place.startingServer(command), admin);
    }

    private static Path home() {
        return Path.of(System.getProperty("carillon.home", "../..")).toAbsolutePath();
    }

    private static Path built(String role) {
        var module = role.equals("lab") ? "deploy/lab" : role + "-service";
        var jar = home().resolve(module).resolve("target/carillon-" + role + ".jar");
        if (!Files.isReadable(jar)) {
            throw new BenchException(module + " is not built: " + jar);
        }
        return jar;
    }

    /** Until its own wire answers it. */
    void await(Workplace place) throws IOException {
        var probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/actuator/health/functional"))
                .timeout(PROBE)
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (System.nanoTime() < end && process.isAlive()) {
                if (answers(http, probe)) {
                    return;
                }
                LockSupport.parkNanos(PAUSE);
            }
        }
        throw new BenchException(role + " does not answer: " + place.lastWords(process));
    }

    /** After it has written down what it has learnt. */
    void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchException(role + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static boolean answers(HttpClient http, HttpRequest probe) {
        try {
            return http.send(probe, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    Part part() {
        return Part.node(role, process.toHandle());
    }

    Jvm jvm() {
        return new Jvm(process.pid());
    }
}
