package io.carillon.sip.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Datagrams that the kernel threw away because a socket's receive buffer was full: the last column of /proc/net/udp.
 * Nothing else tells of them.
 */
final class UdpDrops {
    private static final Path PROC = Path.of("/proc/net");
    private static final int LOCAL = 1;

    private UdpDrops() {}

    /** @param ports where this process listens; 0 where there is no such kernel */
    static long count(Set<Integer> ports) {
        return count(PROC.resolve("udp"), ports) + count(PROC.resolve("udp6"), ports);
    }

    static long count(Path table, Set<Integer> ports) {
        try (var lines = Files.lines(table)) {
            return lines.skip(1).mapToLong(line -> drops(line, ports)).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long drops(String line, Set<Integer> ports) {
        var columns = line.strip().split("\\s+");
        var local = columns[LOCAL];
        int port = Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16);
        return ports.contains(port) ? Long.parseLong(columns[columns.length - 1]) : 0;
    }
}
