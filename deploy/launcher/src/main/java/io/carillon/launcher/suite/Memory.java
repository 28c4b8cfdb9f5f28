package io.carillon.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How much memory this machine, or the container it is, can still give. */
public final class Memory {
    private static final int STORES_MEGABYTES = 620;
    private static final int NODE_MEGABYTES = 300;

    private final Path root;

    public Memory() {
        this(Path.of("/"));
    }

    Memory(Path root) {
        this.root = root;
    }

    /** Words about the lack of it, if these nodes and their stores do not fit. */
    Optional<String> lacking(List<NodeInstance> nodes) {
        long needed = STORES_MEGABYTES + (long) NODE_MEGABYTES * nodes.size();
        OptionalLong available = availableMegabytes();
        return available.isPresent() && available.getAsLong() < needed
                ? Optional.of("%d nodes and their stores need about %d MB of memory, and only %d MB are available"
                        .formatted(nodes.size(), needed, available.getAsLong()))
                : Optional.empty();
    }

    private OptionalLong availableMegabytes() {
        OptionalLong machine = first("proc/meminfo", "MemAvailable:");
        OptionalLong limit = number("sys/fs/cgroup/memory.max");
        OptionalLong used = number("sys/fs/cgroup/memory.current");
        if (machine.isEmpty() || limit.isEmpty() || used.isEmpty()) {
            return machine;
        }
        return OptionalLong.of(Math.min(machine.getAsLong(), (limit.getAsLong() - used.getAsLong()) >> 20));
    }

    private OptionalLong first(String file, String label) {
        try {
            return Files.readAllLines(root.resolve(file)).stream()
                    .filter(line -> line.startsWith(label))
                    .map(line ->
                            line.substring(label.length()).replace("kB", "").strip())
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) >> 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private OptionalLong number(String file) {
        try {
            String text = Files.readString(root.resolve(file)).strip();
            return text.equals("max") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
