package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Suite;
import io.carillon.launcher.suite.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** A node comes, stands still and dies: the others notice, without anybody telling them. */
@ExtendWith(OneHouse.class)
@Isolated("nodes stand still, die and come")
class LivenessTest {
    /** What operators are promised, on a machine that does nothing else. */
    private static final Duration FOUND = Duration.ofSeconds(2);

    private static final Duration LEFT_OUT = Duration.ofSeconds(3);
    /** Where other builds and tests take the processors. */
    private static final int SLACK = Boolean.getBoolean("carillon.long") ? 1 : 3;

    private static final String SECOND = "cscf-2";

    private final House house;
    private final Office office;

    LivenessTest(House house) {
        this.house = house;
        this.office = house.office();
    }

    @Test
    void a_second_node_is_found_and_left_out_while_it_is_frozen_and_when_it_is_dead() throws IOException {
        Suite suite = house.suite();
        NodeInstance second = suite.node(SECOND);
        Training.prepare(suite, second); // so that this one starts as a trained one does
        var scaled = house.ims(Duration.ofMinutes(4), "scale", "cscf=2");
        assertThat(scaled.exit()).as(scaled.output()).isZero();
        try {
            assertThat(commandLine(second))
                    .contains("-Dspring.aot.enabled=true")
                    .contains("-Djava.io.tmpdir=" + suite.layout().run());
            knows(true, FOUND, "found");

            suite.freeze(second);
            knows(false, LEFT_OUT, "left out, frozen");
            suite.thaw(second);
            knows(true, FOUND.plus(LEFT_OUT), "found again");

            suite.kill(second);
            knows(false, LEFT_OUT, "left out, killed");
        } finally {
            house.ims(Duration.ofMinutes(1), "scale", "cscf=1");
        }
    }

    private String commandLine(NodeInstance node) throws IOException {
        long pid = house.suite().process(node).orElseThrow().pid();
        return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    }

    /** As another node sees it, through ZooKeeper like all. */
    private void knows(boolean there, Duration within, String what) {
        long begin = System.nanoTime();
        await().pollInterval(Duration.ofMillis(50))
                .atMost(within.multipliedBy(SLACK))
                .until(() -> office.nodes().contains(SECOND) == there);
        System.out.printf("%s %s after %d ms%n", SECOND, what, (System.nanoTime() - begin) / 1_000_000);
    }
}
