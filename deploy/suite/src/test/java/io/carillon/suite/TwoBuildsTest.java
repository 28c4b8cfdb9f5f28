package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.launcher.chaos.Costs.Outcome;
import io.carillon.launcher.chaos.Fault;
import io.carillon.launcher.chaos.Trial;
import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Suite;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeCall;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import tools.jackson.databind.JsonNode;

/**
 * A rolling upgrade half way, and back: nodes of this build and of the next share one house. Those of one build are
 * frozen or killed, and those of the other have to go on with what they began. What the killing costs other phones is
 * counted.
 */
@ExtendWith(OneHouse.class)
@Isolated("nodes stand still, die and come")
class TwoBuildsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int THIS_BORDER = 5_060;
    private static final int NEXT_BORDER = 5_160;
    private static final List<String> ROLES = List.of("sbc", "cscf", "tas", "hss");
    private static final String[] THIS = {"sbc-1", "cscf-1", "tas-1"};
    private static final String[] NEXT = {"sbc-2", "cscf-2", "tas-2", "hss-2"};

    /**
     * Those that a busy machine has to meet too. The 30 s of a recovery are told by the ledger only: what bounds them
     * here without a clock is how many set-ups may fail, as none fails in less than its five seconds of patience.
     */
    private static final List<String> GOALS = List.of(
            "answered_calls_lost",
            "setups_failed",
            "bindings_lost",
            "cdrs_lost",
            "cdrs_doubled",
            "messages_lost",
            "nodes_away");

    private final House house;
    private final Office office;
    private final Suite suite;

    TwoBuildsTest(House house) {
        this.house = house;
        this.office = house.office();
        this.suite = house.suite();
    }

    /** Two phones and their call. */
    private record Talk(Ue caller, Ue callee, UeCall calling, UeCall called) implements AutoCloseable {
        static Talk between(Ue caller, Ue callee) {
            callee.register();
            caller.register();
            var calling = caller.call(callee.impu());
            var called = callee.awaitCall();
            calling.awaitAnswered();
            called.awaitAnswered();
            return new Talk(caller, callee, calling, called);
        }

        /** All that a call and a registration can ask of the network. */
        void goesOn() {
            assertThat(calling.hold().isSuccess()).as(caller.transcript()).isTrue();
            called.awaitHeld();
            caller.register();
            assertThat(caller.message(callee.impu(), "still there?").isSuccess())
                    .as(caller.transcript())
                    .isTrue();
            callee.awaitMessage();
        }

        void ends() {
            calling.hangUp();
            called.awaitEnded();
        }

        @Override
        public void close() {
            caller.close();
            callee.close();
        }
    }

    @Test
    void calls_and_registrations_go_on_at_nodes_of_the_next_build_and_back_at_nodes_of_this_one() {
        Stream.of("uwe", "vera", "will", "xena").forEach(office::subscriber);
        try (var stored = new Stored(suite.storePorts().redis())) {
            NextBuild.of(ROLES.toArray(String[]::new)).up(house.environment(), NEXT);
            upgrade(stored);
            rollBack(stored);
        } finally {
            Stream.of(THIS, NEXT)
                    .flatMap(Stream::of)
                    .map(suite::node)
                    .filter(node -> suite.process(node).isPresent())
                    .forEach(suite::thaw);
            Stream.of(NEXT).map(suite::node).forEach(node -> suite.stop(node, new Console(System.out)));
        }
    }

    /** The callee is behind a border of this build. */
    private void upgrade(Stored stored) {
        freeze("cscf-2", "tas-2");
        try (var talk = Talk.between(phone("uwe", NEXT_BORDER), phone("vera", THIS_BORDER))) {
            await().untilAsserted(() -> areOf(1, false, kept(stored, talk)));
            thaw("cscf-2", "tas-2");
            freeze(THIS);

            talk.goesOn();

            await().untilAsserted(() -> areOf(2, true, kept(stored, talk)));
            areOf(2, true, stored.contacts(talk.caller().impu()));
            thaw("sbc-1");
            talk.ends();
            hasOneRecord("uwe", talk);
        }
    }

    /** The callee is behind a border of the next build, and so are the nodes between them. */
    private void rollBack(Stored stored) {
        try (var talk = Talk.between(phone("will", THIS_BORDER), phone("xena", NEXT_BORDER))) {
            await().untilAsserted(() -> areOf(2, true, kept(stored, talk)));
            areOf(2, true, stored.contacts(talk.caller().impu()));
            thaw("cscf-1", "tas-1");
            loseTheNext();
            know(false, "sbc-2", "cscf-2", "hss-2");

            talk.goesOn();

            await().untilAsserted(() -> areOf(1, true, kept(stored, talk)));
            areOf(1, true, stored.contacts(talk.caller().impu()));
            talk.ends();
            hasOneRecord("will", talk);
        }
    }

    /** Each dies without a word while phones register and call, and Redis goes away for a moment: nothing is lost. */
    private void loseTheNext() {
        var faults =
                List.of(kill("cscf-2"), kill("hss-2"), new Fault.RestartStore("redis"), kill("sbc-2"), kill("tas-2"));
        var costs = new Trial(suite, new Console(System.out), this::goOnWithout, this::lastRecords).run(faults);

        System.out.println(costs.text());
        assertThat(GOALS).allSatisfy(goal -> assertThat(costs.goals()).containsEntry(goal, Outcome.MET));
        assertThat(costs.recoverySeconds()).isFinite();
    }

    private Fault kill(String node) {
        return new Fault.Kill(suite.node(node));
    }

    /** Nobody misses those that died; to wait for all of them takes long. */
    private void goOnWithout(List<NodeInstance> before) {
        Stream.of(NEXT)
                .map(suite::node)
                .filter(node -> before.contains(node) && suite.process(node).isEmpty())
                .forEach(node -> suite.stop(node, new Console(System.out)));
    }

    /** tas comes back, of this build: the last of its records are on its disk. */
    private void lastRecords() {
        var up = house.ims(SOON.multipliedBy(4), "up", "tas-2");
        assertThat(up.exit()).as(up.output()).isZero();
    }

    /** What the servers between the two phones, and the border of the called one, keep of their call. */
    private static List<JsonNode> kept(Stored stored, Talk talk) {
        var atServices = stored.ofCall("tas:call:", talk.calling().callId());
        var atControl = stored.ofCall("cscf:session:", talk.calling().callId());
        var atBorder = stored.ofCall("sbc:call:", talk.called().callId());
        assertThat(List.of(atServices, atControl, atBorder)).noneMatch(List::isEmpty);
        return Stream.of(atServices, atControl, atBorder).flatMap(List::stream).toList();
    }

    /** Written last by nodes of this version, with or without what only the next build writes. */
    private static void areOf(int version, boolean withMore, List<JsonNode> values) {
        assertThat(values).isNotEmpty().allSatisfy(value -> {
            assertThat(value.path("v").asInt()).isEqualTo(version);
            assertThat(value.has(OneFieldMore.FIELD)).isEqualTo(withMore);
        });
    }

    private void hasOneRecord(String user, Talk talk) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(office.records(user))
                        .filteredOn(record -> record.path("kind").asString().equals("call")
                                && record.path("role").asString().equals("orig")
                                && record.path("callId")
                                        .asString()
                                        .equals(talk.calling().callId()))
                        .hasSize(1));
    }

    private void freeze(String... nodes) {
        Stream.of(nodes).forEach(node -> suite.freeze(suite.node(node)));
        know(false, nodes);
    }

    private void thaw(String... nodes) {
        Stream.of(nodes).forEach(node -> suite.thaw(suite.node(node)));
        know(true, nodes);
    }

    /** As another node sees them, through ZooKeeper like all. */
    private void know(boolean there, String... nodes) {
        var wanted = List.of(nodes);
        await().atMost(SOON).untilAsserted(() -> {
            var known = office.nodes();
            assertThat(wanted)
                    .allSatisfy(
                            node -> assertThat(known.contains(node)).as(node).isEqualTo(there));
        });
    }

    private static Ue phone(String user, int border) {
        return Office.phone(user)
                .pcscf(new InetSocketAddress("127.0.0.1", House.port(border)))
                .deadline(SOON)
                .start();
    }
}
