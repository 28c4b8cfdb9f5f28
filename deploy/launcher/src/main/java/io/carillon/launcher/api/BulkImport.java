package io.carillon.launcher.api;

import io.carillon.launcher.suite.SuiteException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Imports a file of subscribers into hss, and the telephone numbers of those it took into enum. */
public final class BulkImport {
    private static final String IMPORTS = "/api/v1/imports";
    private static final Pattern SIP = Pattern.compile("sip:[^\\s,|\"]+");
    private static final Pattern TEL = Pattern.compile("tel:(\\+[0-9]+)");
    private static final int AT_ONCE = 16;
    private static final int SHOWN = 20;

    private final Api api;
    private final PrintStream out;

    public BulkImport(Api api, PrintStream out) {
        this.api = api;
        this.out = out;
    }

    /** Whether every line was taken. */
    public boolean run(Path file, String present) throws IOException {
        if (!Files.isReadable(file)) {
            throw new SuiteException(file + " cannot be read");
        }
        JsonNode job =
                api.upload("hss", IMPORTS + "?present=" + present.toUpperCase(Locale.ROOT), contentType(file), file);
        String place = IMPORTS + "/" + job.path("id").asString();
        JsonNode end = followed(place);
        if (!end.path("state").asString().equals("DONE")) {
            throw new SuiteException(
                    "the import stopped: " + end.path("problem").asString());
        }
        List<String> refused =
                api.text("hss", place + "/refused").lines().skip(1).toList();
        refused.stream().limit(SHOWN).forEach(each -> out.println("refused: line " + each));
        if (refused.size() > SHOWN) {
            out.println("… and " + (refused.size() - SHOWN) + " more: GET " + place + "/refused");
        }
        long numbers = numbers(file, refused);
        out.printf(
                "%d created, %d replaced, %d kept, %d refused; %d numbers%n",
                end.path("created").asLong(),
                end.path("replaced").asLong(),
                end.path("kept").asLong(),
                end.path("refused").asLong(),
                numbers);
        return refused.isEmpty();
    }

    private static String contentType(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return "text/csv";
        }
        return name.endsWith(".ndjson") ? "application/x-ndjson" : "application/json";
    }

    private JsonNode followed(String place) {
        JsonNode now = api.get("hss", place);
        int told = -1;
        while (!Set.of("DONE", "STOPPED").contains(now.path("state").asString())) {
            long bytes = Math.max(1, now.path("bytes").asLong());
            int percent = (int) (100 * now.path("bytesRead").asLong() / bytes);
            if (percent / 10 > told / 10 || told < 0) {
                told = percent;
                out.println(percent + " %, " + now.path("created").asLong() + " created");
            }
            pause();
            now = api.get("hss", place);
        }
        return now;
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        }
    }

    /** Line by line: an array of JSON has to stand an order a line for this. */
    private long numbers(Path file, List<String> refused) throws IOException {
        var refusedLines = new HashSet<Long>();
        refused.forEach(each -> refusedLines.add(Long.valueOf(each.substring(0, each.indexOf(',')))));
        var room = new Semaphore(AT_ONCE);
        try (ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();
                BufferedReader in = Files.newBufferedReader(file)) {
            Predicate<Long> taken = line -> !refusedLines.contains(line);
            var puts = new ArrayList<Future<?>>();
            long line = 0;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                line++;
                Optional<String> sip = taken.test(line)
                        ? SIP.matcher(text).results().map(MatchResult::group).findFirst()
                        : Optional.empty();
                if (sip.isPresent()) {
                    Stream<String> numbers = TEL.matcher(text).results().map(each -> each.group(1));
                    for (String number : numbers.distinct().toList()) {
                        room.acquireUninterruptibly();
                        puts.add(sending.submit(() -> put(number, sip.get(), room)));
                    }
                }
            }
            for (Future<?> each : puts) {
                each.get();
            }
            return puts.size();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("interrupted", e);
        } catch (ExecutionException failed) {
            throw new SuiteException("the numbers were not all stored: " + String.valueOf(failed.getCause()), failed);
        }
    }

    private void put(String number, String sip, Semaphore room) {
        try {
            api.put("enum", "/api/v1/numbers/" + Api.segment(number), Map.of("uri", sip));
        } finally {
            room.release();
        }
    }
}
