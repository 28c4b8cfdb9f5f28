package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A phone made by sipp, which knows nothing of us; it keeps its port, as a phone does. */
final class Stranger implements AutoCloseable {
    private final String user;
    private final int port;
    private Act act = Act.NONE;

    Stranger(String user, int port) {
        this.user = user;
        this.port = port;
    }

    void registers() {
        registersBy("password=secret-" + user).succeeds();
    }

    /**
     * With a USIM. Debian's sipp ends the RES at its first byte of 0, which one in 32 has, and is refused then: it may try
     * once more (SIPp pull request 595).
     *
     * @param secret as sipp's word for authentication has it
     */
    void registersWithUsim(String secret) {
        if (registersBy(secret).exit() != 0) {
            registersBy(secret).succeeds();
        }
    }

    private Act registersBy(String secret) {
        return plays("register", "[authentication username=" + user + "@" + House.DOMAIN + " " + secret + "]");
    }

    Act plays(String scenario, String lastField) {
        try {
            var file = Files.createTempFile(Path.of("target").toAbsolutePath(), "sipp-", ".csv");
            Files.writeString(file, "SEQUENTIAL\n" + user + ";" + House.DOMAIN + ";" + lastField + "\n");
            var command = Command.of(
                    "sipp",
                    "127.0.0.1:" + House.port(5_060),
                    "-sf",
                    Path.of("src/test/resources/sipp/" + scenario + ".xml")
                            .toAbsolutePath()
                            .toString(),
                    "-inf",
                    file.toString(),
                    "-i",
                    "127.0.0.1",
                    "-p",
                    Integer.toString(port),
                    "-mp",
                    Integer.toString(port + 500),
                    "-m",
                    "1",
                    "-timeout",
                    "30s",
                    "-timeout_error",
                    "-nostdin");
            act = new Act(
                    scenario, command.in(Path.of("target").toAbsolutePath()).start());
            return act;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        act.close();
    }

    /** One scenario under way. */
    record Act(String name, Command.@Nullable Running running) {
        static final Act NONE = new Act("nothing", null);
        private static final Duration END = Duration.ofSeconds(45);

        void succeeds() {
            if (running != null) {
                var result = running.await(END);
                assertThat(result.exit()).as("%s: %s", name, result.output()).isZero();
            }
        }

        int exit() {
            return running == null ? 0 : running.await(END).exit();
        }

        void close() {
            if (running != null) {
                running.close();
            }
        }
    }
}
