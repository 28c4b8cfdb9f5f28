package io.carillon.sip.transaction;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Status;
import io.carillon.sip.transport.Hop;
import java.time.Duration;
import java.util.List;
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

        /** What a request comes to. */
        sealed interface Outcome extends Event {}

        record Final(SipResponse response) implements Outcome {}

        record Failed(Failure failure) implements Outcome {}
    }

    /**
     * Sends a request and waits for its final response. Without one the answer is made here, with 408 or 503
     * (RFC 3261 §8.1.3.1), so that every caller sees a response.
     */
    public SipResponse ask(SipRequest request, Hop hop) {
        return answer(request, outcome(request, hop));
    }

    private Event.Outcome outcome(SipRequest request, Hop hop) {
        var exchange = start(request, hop);
        while (true) {
            if (exchange.next() instanceof Event.Outcome outcome) {
                return outcome;
            }
        }
    }

    private static SipResponse answer(SipRequest request, Event.Outcome outcome) {
        return switch (outcome) {
            case Event.Final(var response) -> response;
            case Event.Failed(var failure) ->
                request.reply(failure.status(), Status.reason(failure.status())).build();
        };
    }

    /**
     * Asks one hop after the other until one answers (RFC 3263 §4.3); with 503 none has. A 504 of a living server is an
     * answer. Without any it is made here, by the failure of the last hop, and is 503 where there is none. For what may
     * arrive twice: a silent hop may have heard it.
     */
    public SipResponse ask(SipRequest request, List<Hop> hops) {
        return ask(request, hops, false);
    }

    /** As above, for what must not arrive twice: it does not go past a hop that may have got it before it fell silent. */
    public SipResponse askOnce(SipRequest request, List<Hop> hops) {
        return ask(request, hops, true);
    }

    private SipResponse ask(SipRequest request, List<Hop> hops, boolean once) {
        Event.Outcome outcome = new Event.Failed(Failure.TRANSPORT);
        for (var hop : hops) {
            outcome = outcome(request, hop);
            if (outcome instanceof Event.Final(var response) && response.status() != 503) {
                return response;
            }
            stack.locator().failed(hop);
            if (once && outcome instanceof Event.Failed(var failure) && failure.mayHaveArrived()) {
                break;
            }
        }
        return answer(request, outcome);
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
