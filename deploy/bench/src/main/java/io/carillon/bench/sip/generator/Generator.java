package io.carillon.bench.sip.generator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** The generator's process: each line it reads is a run, each line it writes what came of it. */
public final class Generator {
    public static final int USERS = 20_000;
    public static final String DOMAIN = "ims.test";
    public static final String PASSWORD = "secret";
    /** In the place of a transport: phones of an IMS, over UDP. */
    public static final String BORDER = "border";

    private Generator() {}

    /** transport, and the folder of the measurement */
    public static void main(String[] arguments) throws IOException {
        var transport = arguments[0].toUpperCase(Locale.ROOT);
        try (var wire = wire(transport, Path.of(arguments[1]))) {
            System.out.println("ready");
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            int run = (int) ProcessHandle.current().pid() << 8 & 0xffffff;
            for (String line; (line = lines.readLine()) != null; ) {
                System.out.println(run(wire, transport, line.split(" "), ++run));
            }
        }
    }

    private static Wire wire(String transport, Path folder) throws IOException {
        return switch (transport) {
            case "UDP" -> new DatagramWire();
            case "TCP" -> new StreamWire(null);
            case "TLS" -> new StreamWire(Secrets.context(folder));
            case "BORDER" -> new PhonesWire();
            default -> throw new IOException("Nobody speaks " + transport + " here");
        };
    }

    /** work port seconds window rate most users */
    private static String run(Wire wire, String transport, String[] words, int run) throws IOException {
        int port = Integer.parseInt(words[1]);
        int users = Integer.parseInt(words[6]);
        wire.target(port);
        var manner =
                transport.equalsIgnoreCase(BORDER) ? Manner.behindBorder(port, users) : Manner.plain(transport, users);
        return new Run(wire, Work.valueOf(words[0]), Integer.parseInt(words[3]), run, manner)
                .go(Double.parseDouble(words[2]), Integer.parseInt(words[4]), Long.parseLong(words[5]));
    }
}
