package io.carillon.bench.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions to another JVM of this machine, by the JDK's jcmd. */
record Jvm(long pid) {
    private static final Pattern LIVE = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
    private static final Pattern COMPILED = Pattern.compile("(?m)^java.ci.totalTime=([0-9]+)");
    private static final Pattern FREQUENCY = Pattern.compile("(?m)^sun.os.hrt.frequency=([0-9]+)");
    private static final int PATIENCE = 60;

    /** Bytes of the heap that are in use, after a collection. */
    long live() throws IOException {
        return number(LIVE, ask("GC.class_histogram"))
                .orElseThrow(() -> new IOException("jcmd says nothing of " + pid));
    }

    /** What its compilers have worked. */
    OptionalLong compiledMillis() throws IOException {
        var counters = ask("PerfCounter.print");
        var ticks = number(COMPILED, counters);
        var frequency = number(FREQUENCY, counters);
        return ticks.isPresent() && frequency.isPresent()
                ? OptionalLong.of(ticks.getAsLong() * 1_000 / frequency.getAsLong())
                : OptionalLong.empty();
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    private String ask(String question) throws IOException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(pid), question)
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
