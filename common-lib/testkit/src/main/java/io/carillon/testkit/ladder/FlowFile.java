package io.carillon.testkit.ladder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A flow under docs/flows/: written from the ladder of a test, or compared with it, so that it cannot rot. */
public final class FlowFile {
    private static final String WRITE = "carillon.flows.write";

    private final Path path;
    private final boolean write;

    private FlowFile(Path path, boolean write) {
        this.path = path;
        this.write = write;
    }

    /** docs/flows/{@code name}.md of this checkout. */
    public static FlowFile of(String name) {
        var flows = root(Path.of("").toAbsolutePath()).resolve("docs/flows");
        return new FlowFile(flows.resolve(name + ".md"), Boolean.getBoolean(WRITE));
    }

    static FlowFile at(Path path, boolean write) {
        return new FlowFile(path, write);
    }

    /** The folder with the wrapper script, at or above the working folder. */
    private static Path root(Path from) {
        for (var at = from; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new IllegalStateException("No checkout at or above " + from);
    }

    /** Fails if the file differs. @param mermaid the diagram without its fence */
    public void check(String title, String text, String mermaid) {
        var content = "# " + title + "\n\n" + text.strip() + "\n\n```mermaid\n" + mermaid + "```\n";
        try {
            if (write) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, content);
                return;
            }
            if (!Files.exists(path)) {
                throw new LadderMismatch(path + " is missing; -D" + WRITE + "=true writes it:\n\n" + content);
            }
            var committed = Files.readString(path);
            if (!committed.equals(content)) {
                throw new LadderMismatch(path + " tells another ladder; -D" + WRITE + "=true writes it anew\n\n"
                        + SideBySide.of(
                                committed.lines().toList(), content.lines().toList()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
