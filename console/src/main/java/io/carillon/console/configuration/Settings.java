package io.carillon.console.configuration;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Settings and their history. What was set past the console is noted when it is seen. */
public final class Settings {
    private static final String NOBODY = "-";

    private final Map<String, Setting> settings = new TreeMap<>();
    private final History history;
    private final Clock clock;

    public Settings(List<Setting> all, History history, Clock clock) {
        all.forEach(each -> settings.put(each.name(), each));
        this.history = history;
        this.clock = clock;
    }

    /** What came of a change. */
    sealed interface Change {
        record Done(Version version) implements Change {}

        /** Somebody else was faster. */
        record Overtaken(Version by) implements Change {}
    }

    List<String> names() {
        return List.copyOf(settings.keySet());
    }

    synchronized Version current(String name) {
        var now = setting(name).show();
        return newest(name)
                .filter(newest -> newest.document().equals(now))
                .orElseGet(() -> history.add(
                        name,
                        now,
                        NOBODY,
                        clock.instant(),
                        newest(name).isEmpty() ? "as it was found" : "set elsewhere"));
    }

    private Optional<Version> newest(String name) {
        return history.of(name, Optional.empty(), 1).stream().findFirst();
    }

    private Setting setting(String name) {
        return Optional.ofNullable(settings.get(name))
                .orElseThrow(() -> new NoSuchElementException("there is no setting " + name));
    }

    List<Version> versions(String name, Optional<Long> before, int limit) {
        setting(name);
        return history.of(name, before, limit);
    }

    /** @param expected the version that the change was made from; empty to change whatever is there */
    synchronized Change set(String name, JsonNode document, String account, String note, Optional<Long> expected) {
        var before = current(name);
        if (expected.isPresent() && expected.get() != before.id()) {
            return new Change.Overtaken(before);
        }
        var set = setting(name).set(document);
        return new Change.Done(history.add(name, set, account, clock.instant(), note));
    }

    Change back(String name, long version, String account, String note) {
        var wanted = history.find(name, version)
                .orElseThrow(() -> new NoSuchElementException("there is no version " + version + " of " + name));
        var why = "back to " + version + (note.isEmpty() ? "" : ": " + note);
        return set(name, wanted.document(), account, why, Optional.empty());
    }
}
