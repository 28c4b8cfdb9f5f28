package io.carillon.bench;

import java.util.List;

/**
 * One of several servers that do an operation together.
 *
 * @param store true for what others wrote, such as Redis: told beside the figure, not in it
 */
public record Part(String name, boolean store, List<ProcessHandle> processes) {
    public static Part node(String name, ProcessHandle process) {
        return new Part(name, false, List.of(process));
    }

    public static Part store(String name, ProcessHandle process) {
        return new Part(name, true, List.of(process));
    }
}
