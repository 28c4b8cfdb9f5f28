package io.carillon.bench.sip.generator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The generator's process: each line it reads is a run, each line it writes what came of it. */
public final class Generator {
    public static final int USERS = 20_000;
    public static final String DOMAIN = "ims.test";
    public static final String PASSWORD = "secret";

    private Generator() {}

    public static void main(String[] arguments) throws IOException {
        try (var wire = new DatagramWire()) {
            System.out.println("ready");
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int run = (int) ProcessHandle.current().pid() << 8 & 0xffffff;
            for (String line; (line = lines.readLine()) != null; ) {
                System.out.println(run(wire, line.split(" "), ++run));
            }
        }
    }

    /** work port seconds window rate most */
    private static String run(Wire wire, String[] words, int run) throws IOException {
        wire.target(Integer.parseInt(words[1]));
        var callers = new CallingSide(wire, "UDP", "", run);
        return new Run(wire, Work.valueOf(words[0]), Integer.parseInt(words[3]), run, callers, new CalledSide(wire, ""))
                .go(Double.parseDouble(words[2]), Integer.parseInt(words[4]), Long.parseLong(words[5]));
    }
}
