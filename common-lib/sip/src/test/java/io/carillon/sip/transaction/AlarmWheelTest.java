package io.carillon.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmWheelTest {
    private final AlarmWheel wheel = new AlarmWheel("test-timer");
    private final List<String> rung = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        wheel.close();
    }

    private Runnable after(long millis, String name) {
        return new OneShot(wheel, () -> rung.add(name), wheel.now() + millis);
    }

    private void awaitAll(String... names) {
        await().untilAsserted(() -> assertThat(rung).containsExactly(names));
    }

    @Test
    void rings_in_order_of_time_whatever_the_order_of_asking() {
        after(150, "third");
        after(30, "first");
        after(90, "second");

        awaitAll("first", "second", "third");
    }

    @Test
    void what_is_cancelled_does_not_ring() {
        var cancelled = after(30, "cancelled");
        cancelled.run();
        after(120, "after it");

        awaitAll("after it");
    }

    @Test
    void an_earlier_alarm_wakes_a_wheel_that_sleeps_for_a_later_one() {
        after(60_000, "much later");
        after(20, "soon");

        awaitAll("soon");
    }

    @Test
    void never_rings_early() {
        var early = new AtomicInteger();
        var done = new AtomicInteger();
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            long due = wheel.now() + random.nextInt(200);
            new OneShot(
                    wheel,
                    () -> {
                        if (wheel.now() < due) {
                            early.incrementAndGet();
                        }
                        done.incrementAndGet();
                    },
                    due);
        }
        await().until(() -> done.get() == 500);
        assertThat(early).hasValue(0);
    }

    /** Put off from its slot to another: asked once in the first, done in the second. */
    @Test
    void an_alarm_that_is_put_off_is_asked_and_goes_on() {
        var asked = new AtomicInteger();
        var alarm = new AlarmWheel.Alarm() {
            private volatile long due = wheel.now() + 30;

            @Override
            long ring(long now) {
                asked.incrementAndGet();
                if (now < due) {
                    return due;
                }
                rung.add("done");
                return AlarmWheel.NEVER;
            }
        };
        wheel.watch(alarm, alarm.due);
        alarm.due = wheel.now() + 150;
        wheel.watch(alarm, alarm.due);

        awaitAll("done");
        assertThat(asked).hasValue(2);
    }

    @Test
    void an_alarm_that_fails_does_not_stop_the_wheel() {
        new OneShot(
                wheel,
                () -> {
                    throw new IllegalStateException("expected by the test");
                },
                wheel.now());
        after(20, "still there");

        awaitAll("still there");
    }
}
