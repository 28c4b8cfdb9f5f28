package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Calls between phones that others have written, through every node: what they accept is what the standard says. */
@ExtendWith(OneHouse.class)
class CallJudgesTest {
    private final House house;

    @TempDir
    Path folder;

    CallJudgesTest(House house) {
        this.house = house;
    }

    @Test
    void sipp_sets_up_a_call_with_preconditions_holds_resumes_and_hangs_up() {
        Peers.need("sipp", "sip-tester");
        play("mia", "noah", "caller-preconditions", "callee-preconditions", 6_601);
        var office = house.office();
        await().untilAsserted(() -> assertThat(office.records("mia"))
                .as("one of each function for each user, with one charging identifier for each way")
                .extracting(row -> row.path("kind").asString() + " "
                        + row.path("role").asString() + " "
                        + row.path("servedUser").asString().replaceFirst("@.*", ""))
                .contains(
                        "access orig sip:mia",
                        "control orig sip:mia",
                        "call orig sip:mia",
                        "call term sip:noah",
                        "control term sip:noah",
                        "access term sip:noah"));
        var icid = office.records("mia").getFirst().path("icid").asString();
        assertThat(office.recordsOf(icid)).hasSize(6);
    }

    @Test
    void sipp_gives_up_a_call_that_rings() {
        Peers.need("sipp", "sip-tester");
        play("olga", "paul", "caller-cancels", "callee-cancelled", 6_603);
    }

    private void play(String one, String other, String calling, String called, int port) {
        house.office().subscriber(one);
        house.office().subscriber(other);
        try (var caller = new Stranger(one, port);
                var callee = new Stranger(other, port + 1)) {
            caller.registers();
            callee.registers();
            var answering = callee.plays(called, "");
            caller.plays(calling, Office.impu(other)).succeeds();
            answering.succeeds();
        }
    }

    @Test
    void baresip_is_called_and_calls_and_both_ends_hear_each_other() {
        Peers.need("baresip", "baresip-core");
        house.office().subscriber("quinn");
        house.office().subscriber("rosa");
        try (var rosa = Office.phone("rosa").tone(660).start();
                var quinn = Baresip.start(folder, "quinn", 6_610, 440)) {
            rosa.register();
            await().untilAsserted(() -> assertThat(quinn.log()).contains("200 OK"));

            var calling = rosa.call(Office.impu("quinn"));
            calling.awaitAnswered().awaitTone(440);
            await().until(() -> calling.voice().packetsSent() > 100);
            calling.hangUp();
            calling.awaitEnded();
            await().untilAsserted(
                            () -> assertThat(quinn.heard(660)).as(quinn.log()).isTrue());

            quinn.does("dial", Office.impu("rosa"));
            var called = rosa.awaitCall();
            called.awaitAnswered().awaitTone(440);
            quinn.does("hold", "");
            called.awaitHeld();
            quinn.does("resume", "");
            called.awaitResumed().awaitTone(440);
            quinn.does("hangup", "");
            called.awaitEnded();
        }
    }

    /** TS 29.513: phones in 5G are behind a PCF. The lab has one, so this needs no setting. */
    @Test
    void a_phone_in_5g_is_authorised_over_n5() {
        house.office().subscriber("sara");
        house.office().subscriber("tom");
        try (var sara = Office.phone("sara")
                        .access("3GPP-NR-FDD;utran-cell-id-3gpp=0010100001")
                        .start();
                var tom = Office.phone("tom").start()) {
            sara.register();
            tom.register();
            await().until(() -> house.office().pathsOverN5() == 1);
            var calling = sara.call(Office.impu("tom"));
            calling.awaitAnswered();
            assertThat(house.office().callsOverN5()).isEqualTo(1);
            calling.hangUp();
            calling.awaitEnded();
            await().until(() -> house.office().callsOverN5() == 0);
        }
    }
}
