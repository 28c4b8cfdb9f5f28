package io.carillon.bench.hss.generator;

import io.carillon.diameter.ClientSettings;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.LocalNode;
import io.carillon.diameter.PeerAddress;
import io.carillon.diameter.cx.Cx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The generator's process. It reads {@code connect NAME PORT} and {@code run NAME SECONDS WINDOW RATE}. */
public final class UarGenerator {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, DiameterClient> clients = new HashMap<>();
    private final String domain;
    private final String host;
    private final int users;

    private UarGenerator(String domain, String host, int users) {
        this.domain = domain;
        this.host = host;
        this.users = users;
    }

    /** @param arguments domain, the servers' Origin-Host, how many users there are */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var generator = new UarGenerator(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
        System.out.println("ready");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null; ) {
            System.out.println(generator.answer(line.split(" ")));
        }
        System.exit(0);
    }

    private String answer(String[] words) throws InterruptedException {
        if (words[0].equals("connect")) {
            return connect(words[1], Integer.parseInt(words[2]));
        }
        var client = Objects.requireNonNull(clients.get(words[1]));
        return new UarRun(client, domain, users, Integer.parseInt(words[3]), Integer.parseInt(words[4]))
                .go(Double.parseDouble(words[2]));
    }

    private String connect(String name, int port) throws InterruptedException {
        var client = DiameterClient.create(ClientSettings.of(
                new LocalNode("generator." + domain, domain),
                () -> List.of(new PeerAddress(host, "127.0.0.1", port)),
                Cx.APPLICATION));
        clients.put(name, client.start());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (client.connected().isEmpty() && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        return client.connected().isEmpty() ? "nobody" : "connected";
    }
}
