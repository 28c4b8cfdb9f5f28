package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Status;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Requests whose answers are waited for, on a virtual thread. */
public final class SipClient {
    private final SipStack stack;
    private final String listener;

    SipClient(SipStack stack, String listener) {
        this.stack = stack;
        this.listener = listener;
    }

    /** What an exchange hears. */
    public sealed interface Event {
        record Provisional(SipResponse response) implements Event {}

        record Final(SipResponse response) implements Event {}

        record Failed(Failure failure) implements Event {}
    }

    /**
     * Sends a request and waits for its final response. Without one the answer is made here, with 408 or 503
     * (RFC 3261 §8.1.3.1), so that every caller sees a response.
     */
    public SipResponse ask(SipRequest request, Hop hop) {
        var exchange = start(request, hop);
        while (true) {
            switch (exchange.next()) {
                case Event.Provisional ignored -> {}
                case Event.Final(var response) -> {
                    return response;
                }
                case Event.Failed(var failure) -> {
                    return request.reply(failure.status(), Status.reason(failure.status()))
                            .build();
                }
            }
        }
    }

    /** Sends a request; the caller takes the events. The only way to see provisional responses and 2xx forks. */
    public Exchange start(SipRequest request, Hop hop) {
        return new Exchange(request, hop);
    }

    /** One request under way, as a typed in-box. */
    public final class Exchange {
        private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>(1_000);
        private final ClientTransaction transaction;

        private Exchange(SipRequest request, Hop hop) {
            transaction = stack.send(request, hop, listener, new ClientTransaction.Listener() {
                @Override
                public void onResponse(ClientTransaction from, SipResponse response) {
                    boolean taken = events.offer(
                            response.isFinal() ? new Event.Final(response) : new Event.Provisional(response));
                    if (!taken) {
                        from.terminate();
                    }
                }

                @Override
                public void onFailure(ClientTransaction from, Failure failure) {
                    events.clear();
                    events.add(new Event.Failed(failure));
                }
            });
        }

        /** The next event; the transaction's own timers bound the wait. */
        public Event next() {
            return next(Duration.ofMinutes(10));
        }

        /** The next event, or a time-out of the caller's own as a failure. */
        public Event next(Duration deadline) {
            try {
                var event = events.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
                return event == null ? new Event.Failed(Failure.TIMEOUT) : event;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Event.Failed(Failure.TRANSPORT);
            }
        }

        public void cancel() {
            transaction.cancel();
        }

        public ClientTransaction transaction() {
            return transaction;
        }
    }
}
