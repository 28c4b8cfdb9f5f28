package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.launcher.suite.Console;
import io.carillon.launcher.suite.NodeInstance;
import io.carillon.launcher.suite.Startup;
import io.carillon.launcher.suite.Suite;
import io.carillon.testkit.Ue;
import io.carillon.testkit.UeCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One of our own two relays is killed in the middle of a call between two phones of the house. The second one has to be
 * started for it, so it is run by itself or in a run that has time: {@code -Dcarillon.suite.kills=true}.
 */
@EnabledIfSystemProperty(named = "carillon.suite.kills", matches = "true")
@ExtendWith(OneHouse.class)
@Isolated("nodes stand still, die and come")
class RelayKillTest {
    /** Which relay a call gets is a matter of chance. */
    private static final int CALLS = 40;

    private static final int UNA = 440;
    private static final int VIC = 660;

    private final Office office;
    private final Suite suite;
    private final NodeInstance second;

    RelayKillTest(House house) {
        office = house.office();
        suite = house.suite();
        second = suite.node("rtpproxy-2");
    }

    /** A call, as both sides see it. */
    private record Talk(UeCall calling, UeCall called) {
        static Talk between(Ue caller, Ue callee) {
            var calling = caller.call(callee.impu());
            var called = callee.awaitCall();
            calling.awaitAnswered();
            called.awaitAnswered();
            return new Talk(calling, called);
        }

        void isHeard() {
            calling.voice().forget();
            called.voice().forget();
            calling.awaitTone(VIC);
            called.awaitTone(UNA);
        }

        void ends() {
            calling.hangUp();
            called.awaitEnded();
        }
    }

    @Test
    void both_phones_hear_each_other_again_through_the_other() {
        new Startup(suite, new Console(System.out)).up(List.of(second));
        try (var una = phone("una", UNA);
                var vic = phone("vic", VIC)) {
            var talk = throughTheSecond(una, vic);
            talk.isHeard();
            suite.kill(second);
            talk.isHeard();
            talk.ends();
        } finally {
            suite.stop(second, new Console(System.out));
        }
    }

    private Talk throughTheSecond(Ue caller, Ue callee) {
        var talk = Talk.between(caller, callee);
        for (int i = 1; i < CALLS && office.relayed(second.id()) == 0; i++) {
            talk.ends();
            talk = Talk.between(caller, callee);
        }
        assertThat(office.relayed(second.id()))
                .as("calls at the one to be killed")
                .isPositive();
        return talk;
    }

    private Ue phone(String user, int tone) {
        office.subscriber(user);
        var phone =
                Office.phone(user).tone(tone).deadline(Duration.ofMinutes(1)).start();
        phone.register();
        return phone;
    }
}
