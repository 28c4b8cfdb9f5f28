package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.testkit.Ue;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * One of our own two relays is killed in the middle of a call between two phones of the house. It takes the first relay of
 * the house away, so it is run by itself: {@code -Dcarillon.suite.kills=true -Dtest=RelayKillTest}.
 */
@EnabledIfSystemProperty(named = "carillon.suite.kills", matches = "true")
@ExtendWith(OneHouse.class)
@Isolated("nodes stand still, die and come")
class RelayKillTest {
    private static final Duration MINUTES = Duration.ofMinutes(2);
    private final House house;

    RelayKillTest(House house) {
        this.house = house;
    }

    private Ue phone(String user, int tone) {
        house.office().subscriber(user);
        var phone = Ue.named(user)
                .home(House.DOMAIN)
                .impu(Office.impu(user))
                .password("secret-" + user)
                .tone(tone)
                .pcscf(new InetSocketAddress("127.0.0.1", House.port(5_060)))
                .start();
        phone.register();
        return phone;
    }

    @Test
    void both_phones_hear_each_other_again_through_the_other() {
        try (var una = phone("una", 440);
                var vic = phone("vic", 660)) {
            var calling = una.call(Office.impu("vic"));
            var called = vic.awaitCall();
            calling.awaitAnswered().awaitTone(660);
            called.awaitAnswered().awaitTone(440);
            does("scale", "rtpproxy=2");
            does("kill", "rtpproxy#1");

            long atCaller = calling.voice().packetsReceived();
            long atCalled = called.voice().packetsReceived();
            await().atMost(MINUTES)
                    .until(() -> calling.voice().packetsReceived() > atCaller + 100
                            && called.voice().packetsReceived() > atCalled + 100);
            calling.awaitTone(660);
            called.awaitTone(440);
            calling.hangUp();
            called.awaitEnded();
        } finally {
            does("scale", "rtpproxy=1");
        }
    }

    private void does(String... words) {
        var done = house.ims(MINUTES, words);
        assertThat(done.exit()).as(done.output()).isZero();
    }
}
