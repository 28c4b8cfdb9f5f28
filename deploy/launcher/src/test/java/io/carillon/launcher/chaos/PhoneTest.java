package io.carillon.launcher.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.message.Method;
import io.carillon.sip.transaction.SipStack;
import io.carillon.sip.transport.ListeningPoint;
import io.carillon.sip.transport.Transport;
import io.carillon.testkit.Ue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A phone that knows two borders. */
class PhoneTest {
    private static final String BOB = "sip:bob@home.example";

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<SipStack> borders = new ArrayList<>();

    @AfterEach
    void close() {
        borders.forEach(SipStack::close);
    }

    /** Takes every registration, and gives this answer to all else. */
    private InetSocketAddress border(String name, int status) {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var border = SipStack.builder()
                .listen(new ListeningPoint(name, loopback, "127.0.0.1", Set.of(Transport.UDP, Transport.TCP)))
                .handler(name, transaction -> {
                    var method = transaction.request().method();
                    requests.add(method + " at " + name);
                    transaction.respond(method.equals(Method.REGISTER) ? 200 : status);
                })
                .build();
        borders.add(border);
        try {
            border.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return border.address(name);
    }

    private Phone phone(InetSocketAddress... known) {
        var ue = Ue.named("alice")
                .home("home.example")
                .impu("sip:alice@home.example")
                .password("secret")
                .pcscf(known[0])
                .deadline(Phone.PATIENCE)
                .start();
        return new Phone(ue, List.of(known), failures::add);
    }

    @Test
    void who_is_sent_away_registers_at_the_next_border_and_asks_there() {
        try (var phone = phone(border("first", 503), border("second", 200))) {
            assertThat(phone.text(BOB, "hello")).isTrue();
            assertThat(requests).containsExactly("MESSAGE at first", "REGISTER at second", "MESSAGE at second");
        }
    }

    @Test
    void who_is_sent_away_everywhere_has_failed() {
        try (var phone = phone(border("first", 503), border("second", 503))) {
            assertThat(phone.call(BOB)).isEmpty();
            assertThat(requests).containsExactly("INVITE at first", "REGISTER at second", "INVITE at second");
            assertThat(failures).hasSize(2).allMatch(failure -> failure.endsWith(" refused with 503"));
        }
    }

    @Test
    void who_is_refused_stays() {
        try (var phone = phone(border("first", 480), border("second", 200))) {
            assertThat(phone.call(BOB)).isEmpty();
            assertThat(requests).containsExactly("INVITE at first");
            assertThat(failures)
                    .singleElement()
                    .asString()
                    .startsWith("alice at ")
                    .endsWith(" refused with 480");
        }
    }
}
