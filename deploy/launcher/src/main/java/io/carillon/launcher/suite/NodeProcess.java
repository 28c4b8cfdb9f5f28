package io.carillon.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JVM of one node, as the command sees it from outside. */
final class NodeProcess {
    private final Layout layout;
    private final StorePorts stores;
    private final Secrets secrets;
    private final Applications applications;
    private final AotCaches caches;
    private final PreparedContexts contexts;

    NodeProcess(Layout layout, StorePorts stores, Applications applications, AotCaches caches) {
        this.layout = layout;
        this.stores = stores;
        this.secrets = new Secrets(layout);
        this.applications = applications;
        this.caches = caches;
        this.contexts = new PreparedContexts(layout);
    }

    RecordedProcess start(NodeInstance node, ProcessRecords records) {
        List<String> command = new ArrayList<>(List.of(JavaFlags.java()));
        cache(node).ifPresent(cache -> command.add("-XX:AOTCache=" + cache));
        command.add("-Dcarillon.process=" + node.id()); // so that ps and the process records tell nodes apart
        command.add("-Djava.io.tmpdir=" + emptied(temporary(node)));
        command.addAll(arguments(node));
        return new Daemon(
                        node.id(), command, environment(node), layout.log(node.id()), "-Dcarillon.process=" + node.id())
                .start(records);
    }

    /** What a killed node left there goes at its next start; in the system's folder it would stay. */
    private static Path emptied(Path folder) {
        Applications.delete(folder);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path temporary(NodeInstance node) {
        return data(node).resolve("tmp");
    }

    private Path data(NodeInstance node) {
        return layout.run().resolve("node").resolve(node.id());
    }

    /** All of the command line that is the same in training. */
    List<String> arguments(NodeInstance node) {
        List<String> arguments = new ArrayList<>(JavaFlags.node(node.role()));
        arguments.addAll(contexts.application(node.role().text(), applications.jar(node.role())));
        return arguments;
    }

    /** What an earlier start of this build, with these settings, taught. */
    Optional<Path> cache(NodeInstance node) {
        return caches.usable(node.role().text(), applications.jar(node.role()), arguments(node));
    }

    /** Everything that may not stand on a command line, where every user of the machine could read it. */
    Map<String, String> environment(NodeInstance node) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.putAll(node.environment());
        environment.putAll(stores.environment(node.role()));
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("CARILLON_DATA_DIR", data(node).toString());
        environment.put("CARILLON_ADMIN_SECRET", secrets.adminText());
        environment.putAll(Drain.environment());
        if (node.role() == Role.HSS) {
            environment.put("CARILLON_HSS_MASTER_KEY", secrets.hssMasterKey());
        }
        if (node.role() == Role.CHARGING) {
            environment.putAll(LAB_CREDIT);
        }
        if (node.role() == Role.IM) {
            environment.put("CARILLON_IM_FILES_FOLDER", layout.data("files").toString());
        }
        if (node.role() == Role.SBC && System.getenv("CARILLON_SIP_TLS_IDENTITIES_0_CERTIFICATE") == null) {
            environment.putAll(new LocalCertificate(layout, PhoneSide.domain(), PhoneSide.host()).environment());
        }
        environment.putAll(phoneSide(node.role()));
        return environment;
    }

    /** On one machine every subscriber can call at once: an account is opened, with credit, by its first call. */
    private static final Map<String, String> LAB_CREDIT =
            Map.of("CARILLON_CHARGING_OCS_UNKNOWNUSER", "create", "CARILLON_CHARGING_OCS_DEFAULTCREDIT", "100000");

    /** IMS_HOST: phones elsewhere reach SIP and media there, while everything inside stays on loopback. */
    private static Map<String, String> phoneSide(Role role) {
        String host = System.getenv("IMS_HOST");
        if (host == null || host.isBlank()) {
            return Map.of();
        }
        return switch (role) {
            case SBC -> Map.of("CARILLON_SIP_POINTS_ACCESS_BIND", host, "CARILLON_SIP_POINTS_ACCESS_ADVERTISED", host);
            case RTPPROXY -> Map.of("CARILLON_RTPPROXY_MEDIA_HOST", host);
            default -> Map.of();
        };
    }
}
