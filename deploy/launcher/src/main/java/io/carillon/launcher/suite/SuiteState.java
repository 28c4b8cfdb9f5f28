package io.carillon.launcher.suite;

import java.util.List;
import java.util.Set;

/** What is left of the suite that was started last. */
public sealed interface SuiteState {
    /** Nothing runs; {@code died} were never stopped by {@code down}. */
    record Stopped(List<RecordedProcess> died) implements SuiteState {}

    record Running(List<RecordedProcess> processes) implements SuiteState {}

    /** Some run and some died. */
    record HalfDead(List<RecordedProcess> alive, List<RecordedProcess> died) implements SuiteState {
        /** Without its stores nothing of it is worth keeping. */
        boolean storesAreWhole() {
            return died.stream().noneMatch(process -> STORES.contains(process.name()));
        }
    }

    /** The processes that hold the stores. */
    Set<String> STORES = Set.of("stores", "mariadb", "redis");

    static SuiteState of(List<RecordedProcess> recorded) {
        List<RecordedProcess> alive =
                recorded.stream().filter(RecordedProcess::alive).toList();
        List<RecordedProcess> died =
                recorded.stream().filter(process -> !alive.contains(process)).toList();
        if (alive.isEmpty()) {
            return new Stopped(died);
        }
        return died.isEmpty() ? new Running(alive) : new HalfDead(alive, died);
    }
}
