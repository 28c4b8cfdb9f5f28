package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** How often HBase is asked for a message: each time is a round trip, and most of what the message costs. */
class CostOfAMessageTest {
    private static final int MESSAGES = 20;
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    /** So far, by table and operation; without what asks in any case. */
    private static Map<String, Double> asked() {
        var asked = new TreeMap<String, Double>();
        im.bean(MeterRegistry.class).find("carillon.im.hbase").counters().forEach(counter -> {
            var operation = counter.getId().getTag("operation");
            if (!"probe".equals(operation) && !"all".equals(operation)) {
                asked.put(counter.getId().getTag("table") + " " + operation, counter.count());
            }
        });
        return asked;
    }

    /** For each message, whole numbers: another test's late delivery is none. */
    private static Map<String, Long> since(Map<String, Double> before) {
        var each = new TreeMap<String, Long>();
        asked().forEach((what, count) -> {
            long times = Math.round((count - before.getOrDefault(what, 0.0)) / MESSAGES);
            if (times > 0) {
                each.put(what, times);
            }
        });
        return each;
    }

    private boolean nothingIsLeft(String recipient) {
        return im.bean(Outbox.class).of(recipient, 1).isEmpty();
    }

    @Test
    void a_page_mode_message_is_written_three_times_and_never_read() {
        var before = asked();
        for (int i = 0; i < MESSAGES; i++) {
            var text = FakeScscf.message(bob.sip(), alice, bob.sip(), "term").body("text/plain", "number " + i);
            var answer = CompletableFuture.supplyAsync(() -> scscf.sends(im, text.build()));
            scscf.receivesFor(bob.sip()).answers(200);
            assertThat(answer.join().status()).isEqualTo(200);
        }
        assertThat(since(before)).isEqualTo(Map.of("history record", 1L, "outbox put", 1L, "outbox leave", 1L));
        var redis = im.bean(StringRedisTemplate.class);
        await("nobody looks for more").until(() -> redis.opsForZSet().score("{im}:due", bob.sip()) == null);
    }

    @Test
    void a_short_message_is_written_six_times_and_read_three_times() {
        var before = asked();
        for (int i = 0; i < MESSAGES; i++) {
            scscf.sends(im, submits(alice, i, Phone.text(bob.digits(), "number " + i)));
            scscf.receivesFor(alice.sip()).answers(200);
            var delivery = scscf.receivesFor(bob.tel()).answers(200).request();
            scscf.sends(im, acknowledges(bob, delivery));
        }
        await().until(() -> nothingIsLeft(bob.tel()));
        var each = since(before);
        // One look to find it, one behind it; those of this test itself are for all of them.
        assertThat(each.remove("outbox of")).isBetween(1L, 2L);
        assertThat(each)
                .isEqualTo(Map.of(
                        "history record",
                        1L,
                        "outbox put",
                        1L,
                        "outbox replace",
                        2L,
                        "outbox find",
                        1L,
                        "history change",
                        1L,
                        "outbox remove",
                        1L));
    }
}
