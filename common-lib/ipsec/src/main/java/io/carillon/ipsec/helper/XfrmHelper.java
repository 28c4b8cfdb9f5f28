package io.carillon.ipsec.helper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The helper process: {@code java -jar carillon-ipsec.jar SOCKET [USER]}, with CAP_NET_ADMIN and nothing else. The
 * border beside it needs no privilege.
 */
public final class XfrmHelper {
    private XfrmHelper() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: carillon-ipsec SOCKET [USER]");
            System.exit(2);
        }
        var kernel = Kernel.byIproute();
        kernel.run(IpBatch.deleteAll(), true);
        var installed = new Installed(kernel, Clock.systemUTC());
        var user = arguments.length == 2 ? arguments[1] : System.getProperty("user.name");
        var sweeper = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("sweeper").factory());
        sweeper.scheduleWithFixedDelay(() -> sweep(installed), 1, 1, TimeUnit.SECONDS);
        try (var server = new HelperServer(Path.of(arguments[0]), installed, user)) {
            System.err.println("Listening at " + arguments[0] + " for user " + user);
            server.serve();
        }
    }

    private static void sweep(Installed installed) {
        try {
            installed.sweep();
        } catch (IOException e) {
            System.err.println("What is over was not taken away: " + e.getMessage());
        }
    }
}
