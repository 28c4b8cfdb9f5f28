package io.carillon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** One line asked, one line answered, over the standard streams of a process of ours. */
public final class Conversation {
    private final Workplace place;
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    public Conversation(Workplace place, Process process) {
        this.place = place;
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    public Process process() {
        return process;
    }

    public String ask(String question) throws IOException {
        try {
            questions.write(question + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new BenchException("A process of the measurement ended: " + place.lastWords(process), e);
        }
        return hear();
    }

    public String hear() throws IOException {
        var line = answers.readLine();
        if (line == null) {
            throw new BenchException("A process of the measurement ended: " + place.lastWords(process));
        }
        return line;
    }
}
