package io.carillon.im;

import static io.carillon.im.Phone.acknowledges;
import static io.carillon.im.Phone.delivered;
import static io.carillon.im.Phone.submits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.im.delivery.Outbox;
import io.carillon.im.smsip.pdu.Segments;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.smsip.pdu.UserData;
import io.carillon.im.smsip.pdu.Validity;
import io.carillon.im.store.Aliases;
import io.carillon.sip.message.SipRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The longest text that short messages can carry, through the node (TS 23.040 §9.2.3.24.1). */
class ConcatenationTest {
    private static final int PARTS = 255;
    private static final int IN_A_PART = 153;
    private static final TestIm im = SharedIm.get();
    private static final FakeScscf scscf = SharedIm.SCSCF;

    private final User alice = User.fresh("alice");
    private final User bob = User.fresh("bob");

    private SipRequest submission(UserData part) {
        return submits(
                alice,
                1,
                new Tpdu.Submit(
                        false,
                        false,
                        false,
                        1,
                        TpAddress.international(bob.digits()),
                        0,
                        new Validity.Unspecified(),
                        part));
    }

    /** The sender's phone; it hears no answer to some of its requests, and says them again. */
    private Thread sends(List<UserData> parts) {
        return Thread.ofVirtual().start(() -> {
            for (int i = 0; i < PARTS; i++) {
                var submission = submission(parts.get(i));
                scscf.sends(im, submission);
                if (i % 50 == 0) {
                    scscf.sends(im, submission);
                }
            }
        });
    }

    /** The recipient's phone: out of reach for the first attempt of some parts. What it read of each part. */
    private TreeMap<Integer, List<String>> reads() {
        var read = new TreeMap<Integer, List<String>>();
        var missed = new HashSet<Integer>();
        while (read.size() < PARTS) {
            var received =
                    scscf.receives(request -> Set.of(alice.sip(), bob.tel()).contains(request.uri()), "part or report");
            var request = received.request();
            if (request.uri().equals(alice.sip())) {
                received.answers(200);
                continue;
            }
            var data = delivered(request).userData();
            int number = data.part().orElseThrow().number();
            if (number % 60 == 0 && missed.add(number)) {
                received.answers(480);
                scscf.registers(im, bob, 600);
                continue;
            }
            received.answers(200);
            read.computeIfAbsent(number, fresh -> new ArrayList<>())
                    .add(data.text().orElseThrow());
            scscf.sends(im, acknowledges(bob, request));
        }
        return read;
    }

    @Test
    void all_255_parts_come_whatever_their_order_and_whatever_is_lost() throws InterruptedException {
        im.bean(Aliases.class).learn(Set.of(bob.sip(), bob.tel()));
        var text = IntStream.range(0, PARTS * IN_A_PART)
                .mapToObj(at -> String.valueOf((char) ('a' + at % 23)))
                .collect(Collectors.joining());
        var parts = new ArrayList<>(Segments.of(text, Set.of(), 0x5A));
        assertThat(parts).hasSize(PARTS);
        Collections.shuffle(parts, new Random(5));
        var sender = sends(parts);
        var read = reads();
        assertThat(sender.join(Duration.ofSeconds(30))).isTrue();

        assertThat(read.values()).allSatisfy(once -> assertThat(once).hasSize(1));
        assertThat(read.values().stream().map(List::getFirst).collect(Collectors.joining()))
                .isEqualTo(text);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> im.bean(Outbox.class).of(bob.tel(), 1).isEmpty());
        scscf.receivedNothingFor(bob.tel());
    }
}
