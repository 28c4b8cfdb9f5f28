package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The called side of RFC 3262: a provisional response sent again until its PRACK comes, one at a time. */
final class ReliableProvisionals {
    private final SipStack stack;
    private final ServerTransaction invite;
    private final ArrayDeque<SipResponse> waiting = new ArrayDeque<>(2);
    private int rseq = ThreadLocalRandom.current().nextInt(1, 1 << 30);
    private @Nullable SipResponse sent;
    private long interval;
    private long left;
    private Runnable timer = () -> {};

    ReliableProvisionals(SipStack stack, ServerTransaction invite) {
        this.stack = stack;
        this.invite = invite;
    }

    /** Sends a response with Require: 100rel; after one that is not acknowledged yet it waits (§3). */
    synchronized void send(SipResponse response) {
        waiting.add(response.edit().set(HeaderName.RSEQ, ++rseq).build());
        if (sent == null) {
            sendNext();
        }
    }

    private void sendNext() {
        sent = waiting.poll();
        var response = sent;
        if (response != null) {
            interval = stack.timers().t1();
            left = stack.timers().end();
            invite.respond(response);
            timer = stack.schedule(this::due, Duration.ofMillis(interval));
        }
    }

    /** No PRACK in 64·T1: the INVITE is rejected (§3). */
    private synchronized void due() {
        var response = sent;
        if (response == null) {
            return;
        }
        left -= interval;
        interval *= 2;
        if (left <= 0) {
            sent = null;
            invite.respond(504);
        } else {
            invite.respond(response);
            timer = stack.schedule(this::due, Duration.ofMillis(Math.min(interval, left)));
        }
    }

    /** True if this PRACK is for the response under way; the next one is sent then. */
    synchronized boolean acknowledged(SipRequest prack) {
        var response = sent;
        var rack = prack.first(HeaderName.RACK).orElse("").split("\\s+");
        if (response == null
                || rack.length != 3
                || !rack[0].equals(response.first(HeaderName.RSEQ).orElse(""))
                || !rack[1].equals(Integer.toString(response.cseq().number()))
                || !rack[2].equals(response.method())) {
            return false;
        }
        timer.run();
        sendNext();
        return true;
    }

    /** The INVITE has its final response. */
    synchronized void stop() {
        timer.run();
        sent = null;
        waiting.clear();
    }
}
