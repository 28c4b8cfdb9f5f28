package io.carillon.bench.hss.generator;

import io.carillon.bench.Histogram;
import io.carillon.diameter.BaseAvps;
import io.carillon.diameter.DiameterClient;
import io.carillon.diameter.Envelope;
import io.carillon.diameter.Outcome;
import io.carillon.diameter.cx.CxAvps;
import io.carillon.diameter.cx.UserAuthorizationAnswer;
import io.carillon.diameter.cx.UserAuthorizationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** One run: so many askers, each with one request outstanding. */
final class UarRun {
    private static final Duration LOST = Duration.ofSeconds(2);

    private final DiameterClient client;
    private final String domain;
    private final int users;
    private final int window;
    private final int rate;
    private final AtomicLong turn = new AtomicLong();
    private final Histogram latencies = new Histogram();
    private long completed;
    private long failed;
    private String complaint = "-";

    UarRun(DiameterClient client, String domain, int users, int window, int rate) {
        this.client = client;
        this.domain = domain;
        this.users = users;
        this.window = window;
        this.rate = rate;
    }

    /** completed failed seconds p50 p99 complaint */
    String go(double seconds) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        var askers = new ArrayList<Thread>();
        for (int i = 0; i < window; i++) {
            askers.add(Thread.ofVirtual().start(() -> ask(begin, end)));
        }
        for (var asker : askers) {
            asker.join();
        }
        return completed + " " + failed + " " + (System.nanoTime() - begin) / 1e9 + " " + latencies.millis(.5) + " "
                + latencies.millis(.99) + " " + complaint;
    }

    private void ask(long begin, long end) {
        while (System.nanoTime() < end) {
            long number = turn.getAndIncrement();
            if (rate > 0) {
                long due = begin + (long) (number * 1e9 / rate);
                if (due >= end) {
                    return;
                }
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long asked = System.nanoTime();
            var outcome = client.ask(request((int) (number % users)), LOST);
            note(outcome, System.nanoTime() - asked);
        }
    }

    private UserAuthorizationRequest request(int user) {
        String identity = "u%06d@%s".formatted(user, domain);
        return UserAuthorizationRequest.draft()
                .envelope(Envelope.OPEN)
                .set(BaseAvps.USER_NAME, identity)
                .set(CxAvps.PUBLIC_IDENTITY, "sip:" + identity)
                .set(CxAvps.VISITED_NETWORK_IDENTIFIER, domain)
                .build();
    }

    private synchronized void note(Outcome<UserAuthorizationAnswer> outcome, long nanos) {
        switch (outcome) {
            case Outcome.Answered<UserAuthorizationAnswer>(var answer)
            when answer.result().success() -> {
                completed++;
                latencies.add(nanos);
            }
            case Outcome.Answered<UserAuthorizationAnswer>(var answer) ->
                failed(answer.result().toString());
            case Outcome.Unanswered<UserAuthorizationAnswer>(var reason) -> failed(reason.name());
        }
    }

    private void failed(String why) {
        failed++;
        complaint = why;
    }
}
