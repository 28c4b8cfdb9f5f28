package io.carillon.sip.dialog;

import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import java.time.Duration;

/** The 2xx to an INVITE, sent again until its ACK comes, over any transport (RFC 3261 §13.3.1.4). */
final class Answer {
    private final SipStack stack;
    private final ServerTransaction invite;
    private final SipResponse response;
    private final Runnable notAcknowledged;
    private long interval;
    private long left;
    private boolean stopped;
    private Runnable timer = () -> {};
    private Runnable hold = () -> {};

    /** @param notAcknowledged called once after 64·T1 without an ACK */
    Answer(SipStack stack, ServerTransaction invite, SipResponse response, Runnable notAcknowledged) {
        this.stack = stack;
        this.invite = invite;
        this.response = response;
        this.notAcknowledged = notAcknowledged;
        this.interval = stack.timers().t1();
        this.left = stack.timers().end();
    }

    /** To be called once whoever takes the ACK knows of this answer: it may come at once. */
    Answer send() {
        hold();
        invite.respond(response);
        arm();
        return this;
    }

    /** A node that stops stays for the ACK. */
    private synchronized void hold() {
        if (!stopped) {
            hold = stack.hold();
        }
    }

    private synchronized void arm() {
        if (!stopped) {
            timer = stack.schedule(this::due, Duration.ofMillis(interval));
        }
    }

    private void due() {
        boolean over;
        synchronized (this) {
            if (stopped) {
                return;
            }
            left -= interval;
            over = left <= 0;
            if (over) {
                stop();
            }
            interval = Math.min(interval * 2, stack.timers().t2());
        }
        if (over) {
            notAcknowledged.run();
        } else {
            invite.respond(response);
            arm();
        }
    }

    /** The ACK came, or the call is over; false if it did before. */
    synchronized boolean stop() {
        boolean first = !stopped;
        if (first) {
            stopped = true;
            hold.run();
        }
        timer.run();
        return first;
    }
}
