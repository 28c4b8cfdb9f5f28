package io.carillon.bench.media.generator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The generator's process. It reads {@code open SET COUNT}, {@code connect SET PORT…} and {@code talk SET SECONDS RATE},
 * and answers each with a line.
 */
public final class PhoneGenerator {
    private record Set(Phones phones, int[] sequences) {}

    private final Map<String, Set> sets = new HashMap<>();

    private PhoneGenerator() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var generator = new PhoneGenerator();
        for (String line; (line = lines.readLine()) != null; ) {
            System.out.println(generator.answer(line.split(" ")));
        }
    }

    private String answer(String[] words) throws IOException {
        return switch (words[0]) {
            case "open" -> {
                int count = Integer.parseInt(words[2]);
                var phones = new Phones(count);
                sets.put(words[1], new Set(phones, new int[count]));
                yield Arrays.stream(phones.ports()).mapToObj(Integer::toString).collect(Collectors.joining(" "));
            }
            case "connect" -> {
                var phones = sets.get(words[1]).phones();
                for (int i = 0; i < phones.count(); i++) {
                    phones.connect(i, Integer.parseInt(words[2 + i]));
                }
                yield "connected";
            }
            case "talk" -> {
                var set = sets.get(words[1]);
                yield new Talk(set.phones(), set.sequences())
                        .go(Double.parseDouble(words[2]), Integer.parseInt(words[3]));
            }
            default -> "unknown question " + words[0];
        };
    }
}
