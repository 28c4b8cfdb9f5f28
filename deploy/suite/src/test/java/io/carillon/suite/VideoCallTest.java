package io.carillon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.testkit.Ue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Voice and picture from handset to handset, through every node (IR.94 §2.2). */
@ExtendWith(OneHouse.class)
class VideoCallTest {
    private final Office office;

    VideoCallTest(House house) {
        office = house.office();
    }

    @Test
    void both_lines_are_granted_relayed_and_recorded() {
        try (var wanda = phone("wanda", 440);
                var yves = phone("yves", 660)) {
            var calling = wanda.call(yves.impu());
            var called = yves.awaitCall();
            calling.awaitAnswered().awaitTone(660).awaitPicture();
            called.awaitAnswered().awaitTone(440).awaitPicture();
            assertThat(office.granted("wanda")).containsExactlyInAnyOrder("AUDIO", "VIDEO");
            assertThat(office.granted("yves")).containsExactlyInAnyOrder("AUDIO", "VIDEO");

            calling.hold();
            called.awaitHeld();
            calling.resume();
            called.awaitResumed().awaitTone(440).awaitPicture();
            calling.hangUp();
            called.awaitEnded();
        }
        await().untilAsserted(() -> assertThat(office.granted("wanda")).isEmpty());
        await().untilAsserted(
                        () -> assertThat(office.records("wanda").toString()).contains("video"));
    }

    private Ue phone(String user, int tone) {
        office.subscriber(user);
        var phone = Office.phone(user).tone(tone).camera().start();
        phone.register();
        return phone;
    }
}
