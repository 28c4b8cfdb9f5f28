package io.carillon.bench.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Questions to another JVM of this machine, by the JDK's jcmd. */
record Jvm(long pid) {
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final int PATIENCE = 60;

    /** The program that starts one. */
    static String java() {
        return program("java");
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** Bytes of the heap that are in use, after a collection. */
    long live() throws IOException {
        var total = LIVE.matcher(ask("GC.class_histogram"));
        if (!total.find()) {
            throw new IOException("jcmd says nothing of " + pid);
        }
        return Long.parseLong(total.group(1));
    }

    private String ask(String question) throws IOException {
        var process = new ProcessBuilder(program("jcmd"), Long.toString(pid), question)
                .redirectErrorStream(true)
                .start();
        var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }
}
