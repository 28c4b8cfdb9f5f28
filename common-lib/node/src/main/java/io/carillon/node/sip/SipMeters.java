package io.carillon.node.sip;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Status;
import io.carillon.sip.transaction.AnswerObserver;
import io.carillon.sip.transport.Arrival;
import io.carillon.sip.transport.MessageObserver;
import io.carillon.sip.transport.Transport;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What the SIP wires of this node carry, and how long answers take. {@code sip.requests} and {@code sip.responses} count
 * messages, repeated ones too; {@code sip.transactions} counts received requests by their final answer, each once, which
 * is what the ratios of RFC 6076 are made of. Names from peers become labels only if they are known ones.
 */
final class SipMeters implements MessageObserver, AnswerObserver {
    private static final Set<String> METHODS = Set.of(
            Method.INVITE,
            Method.ACK,
            Method.BYE,
            Method.CANCEL,
            Method.REGISTER,
            Method.OPTIONS,
            Method.MESSAGE,
            Method.PRACK,
            Method.UPDATE,
            Method.INFO,
            Method.SUBSCRIBE,
            Method.NOTIFY,
            Method.REFER,
            Method.PUBLISH);
    private static final Duration[] STEPS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private record Requests(String method, boolean in) {}

    private record Responses(String method, int status, boolean in) {}

    private record Transactions(String point, String method, int status) {}

    private record Delays(String name, String point, String method, int hundreds) {}

    private final MessageObserver next;
    private final MeterRegistry meters;
    private final Map<Requests, Counter> requests = new ConcurrentHashMap<>();
    private final Map<Responses, Counter> responses = new ConcurrentHashMap<>();
    private final Map<Transactions, Counter> transactions = new ConcurrentHashMap<>();
    private final Map<Delays, Timer> delays = new ConcurrentHashMap<>();

    /** @param next who sees the messages as well */
    SipMeters(MessageObserver next, MeterRegistry meters) {
        this.next = next;
        this.meters = meters;
    }

    @Override
    public void received(SipMessage message, Arrival arrival) {
        count(message, true);
        next.received(message, arrival);
    }

    @Override
    public void sent(SipMessage message, Transport transport, InetSocketAddress local, InetSocketAddress remote) {
        count(message, false);
        next.sent(message, transport, local, remote);
    }

    private void count(SipMessage message, boolean in) {
        if (message instanceof SipResponse response && response.isBroken()
                || message.method().equals(Method.OPTIONS) && SipPing.asks(message)) {
            return;
        }
        switch (message) {
            case SipRequest request ->
                requests.computeIfAbsent(new Requests(known(request.method()), in), this::counter)
                        .increment();
            case SipResponse response ->
                responses
                        .computeIfAbsent(
                                new Responses(known(response.method()), known(response.status()), in), this::counter)
                        .increment();
        }
    }

    private static String known(String method) {
        return METHODS.contains(method) ? method : "other";
    }

    /** What is not registered counts as the x00 of its class (RFC 3261 §8.1.3.2). */
    private static int known(int status) {
        return Status.known(status) ? status : status / 100 * 100;
    }

    private Counter counter(Requests key) {
        return Counter.builder("sip.requests")
                .description("SIP requests on the wire, repeated ones too")
                .tag("method", key.method())
                .tag("direction", direction(key.in()))
                .register(meters);
    }

    private Counter counter(Responses key) {
        return Counter.builder("sip.responses")
                .description("SIP responses on the wire, repeated ones too")
                .tag("method", key.method())
                .tag("status", Integer.toString(key.status()))
                .tag("direction", direction(key.in()))
                .register(meters);
    }

    private static String direction(boolean in) {
        return in ? "in" : "out";
    }

    @Override
    public void indicated(Answer answer) {
        if (answer.opening()) {
            timer("sip.session.request.delay", answer);
        }
    }

    @Override
    public void answered(Answer answer) {
        if (answer.method().equals(Method.OPTIONS)) {
            return; // the probes, mostly
        }
        timer("sip.requests.duration", answer);
        transactions
                .computeIfAbsent(
                        new Transactions(answer.listener(), named(answer), known(answer.status())), this::counter)
                .increment();
    }

    /** An INVITE within a session is no attempt at one. */
    private static String named(Answer answer) {
        return answer.method().equals(Method.INVITE) && !answer.opening() ? "re-INVITE" : known(answer.method());
    }

    private Counter counter(Transactions key) {
        return Counter.builder("sip.transactions")
                .description("Received requests by their final answer")
                .tag("point", key.point())
                .tag("method", key.method())
                .tag("status", Integer.toString(key.status()))
                .register(meters);
    }

    private void timer(String name, Answer answer) {
        delays.computeIfAbsent(new Delays(name, answer.listener(), named(answer), answer.status() / 100), this::timer)
                .record(answer.nanos(), TimeUnit.NANOSECONDS);
    }

    private Timer timer(Delays key) {
        return Timer.builder(key.name())
                .description("From a request to its answer")
                .tag("point", key.point())
                .tag("method", key.method())
                .tag("class", key.hundreds() + "xx")
                .serviceLevelObjectives(STEPS)
                .register(meters);
    }
}
