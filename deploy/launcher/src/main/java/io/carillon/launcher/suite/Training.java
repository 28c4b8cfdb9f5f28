package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes the AOT caches that let the next start take a third of the time (JEP 514): each application is started once
 * more, beside the running one and on ports of its own, until it has answered itself.
 */
public final class Training {
    static final String NAME = "training";
    private static final String MAIN = "io.carillon.launcher.suite.Training";
    private static final long MINUTES = 5;

    /** In the same stores, but where the running nodes neither see it nor have their work taken by it. */
    private static final Map<String, String> APART = Map.of(
            "CARILLON_DIRECTORY_ROOT", "/carillon-training/nodes",
            "SPRING_DATA_REDIS_DATABASE", "15",
            "CARILLON_IM_POLL", "1h",
            "CARILLON_CHARGING_CDF_GROUP", "carillon-training");

    private final Layout layout;
    private final Applications applications;
    private final AotCaches caches;
    private final PreparedContexts contexts;

    private Training(Layout layout) {
        this.layout = layout;
        this.applications = new Applications(layout);
        this.caches = new AotCaches(layout);
        this.contexts = new PreparedContexts(layout);
    }

    /** Arguments: the checkout, the run folder, the roles to train. Runs behind a suite that is up. */
    public static void main(String[] arguments) throws IOException {
        var training = new Training(new Layout(Path.of(arguments[0]), Path.of(arguments[1])));
        var suite = new Suite(training.layout);
        try (var _ = training.caches.alone()) {
            training.stores();
            for (String role : List.of(arguments).subList(2, arguments.length)) {
                training.node(suite.node(role), suite.storePorts());
            }
        }
        suite.records().forget(NAME);
    }

    /** IMS_TRAIN=no: for a suite that is never started again, or a machine that shall rest. */
    static boolean isWanted() {
        return !"no".equals(System.getenv("IMS_TRAIN"));
    }

    /** Starts it in the background, at the lowest priority. */
    static void start(Suite suite, Path launcherJar, List<Role> roles) {
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19", JavaFlags.java(), "-Xmx64m"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", launcherJar.toString(), MAIN));
        command.add(suite.layout().home().toString());
        command.add(suite.layout().run().toString());
        roles.forEach(role -> command.add(role.text()));
        new Daemon(NAME, command, Map.of(), suite.layout().log(NAME), MAIN).start(suite.records());
    }

    /** Works out the context of that node's application, for its next start. */
    public static void prepare(Suite suite, NodeInstance node) throws IOException {
        var training = new Training(suite.layout());
        try (var _ = training.caches.alone()) {
            training.prepare(node, training.process(suite.storePorts()));
        }
    }

    private NodeProcess process(StorePorts stores) {
        return new NodeProcess(layout, stores, applications, caches);
    }

    private void prepare(NodeInstance node, NodeProcess process) {
        contexts.prepare(node.role().text(), applications.jar(node.role()), process.environment(node));
    }

    private void stores() {
        Path jar = applications.launcherJar();
        List<String> flags = JavaFlags.stores();
        Path cache = caches.file(StoresProcess.NAME, jar, flags);
        Path run = layout.run().resolve("training");
        var ports = new StorePorts(0, 0, 0, 0, 0);
        List<String> arguments = new ArrayList<>(flags);
        arguments.addAll(StoresProcess.arguments(jar.toString(), run, ports));
        arguments.add("--train");
        train(StoresProcess.NAME, cache, arguments, Map.of());
        Applications.delete(run);
    }

    private void node(NodeInstance node, StorePorts stores) {
        String name = node.role().text();
        Path jar = applications.jar(node.role());
        NodeProcess process = process(stores);
        prepare(node, process);
        List<String> arguments = process.arguments(node);
        Map<String, String> environment = new HashMap<>(process.environment(node));
        environment.putAll(APART);
        environment.put("CARILLON_NODE_ID", name + "-training");
        environment.put("CARILLON_DATA_DIR", layout.run().resolve("training").toString());
        environment.put("CARILLON_REHEARSAL", "true");
        node.role().wires().forEach(wire -> environment.put(wire.setting(), "0"));
        train(name, caches.file(name, jar, arguments), arguments, environment);
    }

    private void train(String name, Path cache, List<String> arguments, Map<String, String> environment) {
        if (Files.exists(cache)) {
            return;
        }
        caches.removeUnfinished();
        Path fresh = caches.folder().resolve(name + ".fresh");
        List<String> command = new ArrayList<>(List.of(JavaFlags.java()));
        command.add("-XX:AOTCacheOutput=" + fresh);
        command.addAll(arguments);
        if (run(command, environment) == 0 && Files.exists(fresh)) {
            publish(name, fresh, cache);
        }
    }

    private void publish(String name, Path fresh, Path cache) {
        try {
            Files.move(fresh, cache, StandardCopyOption.ATOMIC_MOVE);
            caches.removeOthers(name, cache);
            System.out.println(cache + ": " + (Files.size(cache) >> 20) + " MB");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit status; -1 when it was not done in time. */
    static int run(List<String> command, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
