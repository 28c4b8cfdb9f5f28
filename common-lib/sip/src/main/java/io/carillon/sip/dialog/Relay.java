package io.carillon.sip.dialog;

import io.carillon.sip.message.Method;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.ServerTransaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request of one side and its copy on the other; for an INVITE, until both ACKs are through. */
final class Relay {
    final Party from;
    final ServerTransaction incoming;
    private @Nullable Exchange outgoing;
    private @Nullable Answer answer;
    private @Nullable SipRequest ack;
    private @Nullable DialogPair pair;
    private boolean ended;

    Relay(Party from, ServerTransaction incoming) {
        this.from = from;
        this.incoming = incoming;
    }

    Relay(Party from, ServerTransaction incoming, DialogPair pair) {
        this(from, incoming);
        this.pair = pair;
    }

    boolean isInvite() {
        return incoming.request().is(Method.INVITE);
    }

    Exchange outgoing() {
        var exchange = outgoing;
        if (exchange == null) {
            throw new IllegalStateException("not sent yet");
        }
        return exchange;
    }

    void outgoing(Exchange exchange) {
        outgoing = exchange;
    }

    /** The dialogs it belongs to; for the INVITE that makes the call, once there is an answer. */
    Optional<DialogPair> pair() {
        return Optional.ofNullable(pair);
    }

    void answered(DialogPair dialogs, Answer sent) {
        pair = dialogs;
        answer = sent;
        ended = true;
    }

    void refused() {
        ended = true;
    }

    /** No final response, or one whose ACK is still to come (RFC 3261 §14.1). */
    boolean isPending() {
        return !ended || (answer != null && ack == null);
    }

    boolean isAnswered() {
        return answer != null;
    }

    /** The ACK that went to the other side, to be sent again with each repeated 2xx (§13.2.2.4). */
    Optional<SipRequest> ack() {
        return Optional.ofNullable(ack);
    }

    void acknowledged(SipRequest sent) {
        ack = sent;
        stop();
    }

    void stop() {
        var sent = answer;
        if (sent != null) {
            sent.stop();
        }
    }
}
