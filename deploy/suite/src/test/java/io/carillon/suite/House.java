package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.launcher.suite.Layout;
import io.carillon.launcher.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The whole suite, started by the command that a person uses, beside whatever runs on the usual ports. */
final class House implements AutoCloseable {
    /** Two checkouts on one machine want different ones. */
    private static final int OFFSET = Integer.getInteger("carillon.suite.port-offset", 20_000);

    static final String DOMAIN = "ims.mnc001.mcc001.3gppnetwork.org";

    private final Path root = SourceTree.root();
    private final Path run = root.resolve("deploy/suite/target/run");
    private final Map<String, String> environment = new HashMap<>();
    private final Capture capture;
    private final Command.Result demo;

    /** Begins with the demo, as a newcomer would. */
    House() {
        try {
            Files.createDirectories(run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("IMS_RUN", run.toString());
        environment.put("IMS_PORT_OFFSET", Integer.toString(OFFSET));
        environment.put("IMS_TRAIN", "no");
        environment.put("CARILLON_SIP_DRAIN", "5s"); // what still rings at the end of a test is not waited for
        capture = Capture.start(Path.of("target/demo.pcap").toAbsolutePath());
        try {
            demo = ims(Duration.ofMinutes(6), "demo");
        } finally {
            capture.stop();
        }
    }

    Command.Result demo() {
        return demo;
    }

    /** What was on the wire during the demo. */
    Capture capture() {
        return capture;
    }

    /** Its people, once it stands. */
    Office office() {
        assertThat(demo.exit()).as(demo.output()).isZero();
        return new Office(suite());
    }

    /** What its nodes and its commands are told. */
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    Suite suite() {
        return new Suite(new Layout(root, run), OFFSET);
    }

    /** Runs {@code ./ims} with these words. */
    Command.Result ims(Duration deadline, String... words) {
        var all = new String[words.length + 1];
        all[0] = root.resolve("ims").toString();
        System.arraycopy(words, 0, all, 1, words.length);
        return Command.of(all).in(root).with(environment).run(deadline);
    }

    /** What the border shows on TLS and WSS: it is signed by itself. */
    Path certificate() {
        return run.resolve("secrets/sbc-127.0.0.1.pem");
    }

    static int port(int usual) {
        return usual + OFFSET;
    }

    @Override
    public void close() {
        var down = ims(Duration.ofMinutes(2), "down");
        if (down.exit() != 0) {
            throw new AssertionError("./ims down failed:\n" + down.output());
        }
    }
}
