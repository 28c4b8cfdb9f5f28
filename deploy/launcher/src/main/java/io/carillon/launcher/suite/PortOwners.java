package io.carillon.launcher.suite;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who holds a port of this machine, read from the proc file system (proc(5): net/tcp, net/udp and PID/fd). */
public final class PortOwners {
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";
    private static final int LONGEST_COMMAND = 100;

    private final Path proc;

    public PortOwners() {
        this(Path.of("/proc"));
    }

    PortOwners(Path proc) {
        this.proc = proc;
    }

    /** Words about the process that listens there; empty when the port is free. */
    Optional<String> describe(int port, Wire.Transport transport) {
        return inode(port, transport)
                .map(inode ->
                        process(inode).orElse("a process that this user may not look at (try as root: ss -lntup)"));
    }

    private Optional<String> inode(int port, Wire.Transport transport) {
        String name = transport == Wire.Transport.TCP ? "tcp" : "udp";
        return Stream.of(name, name + "6")
                .flatMap(table ->
                        lines(proc.resolve("net").resolve(table)).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > INODE)
                .filter(fields -> fields[LOCAL_ADDRESS].endsWith(":%04X".formatted(port)))
                .filter(fields -> transport == Wire.Transport.UDP || fields[STATE].equals(LISTEN))
                .map(fields -> fields[INODE])
                .findFirst();
    }

    private Optional<String> process(String inode) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, "socket:[" + inode + "]")) {
                    return Optional.of("process " + process.getFileName() + " (" + command(process) + ")");
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // no proc file system: only the system's own tools can tell
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (isLinkTo(descriptor, socket)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // it ended meanwhile, or belongs to somebody else
        }
        return false;
    }

    private static boolean isLinkTo(Path descriptor, String target) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(target);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static String command(Path process) {
        String line = String.join(" ", lines(process.resolve("cmdline")))
                .replace('\0', ' ')
                .strip();
        return line.length() > LONGEST_COMMAND ? line.substring(0, LONGEST_COMMAND) + "…" : line;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
