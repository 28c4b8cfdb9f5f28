package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;
import io.carillon.sip.transaction.SipStack;

/** The INVITE that called a user agent, until its final response. */
final class IncomingInvite {
    private final ServerTransaction transaction;
    private final ReliableProvisionals reliable;

    IncomingInvite(SipStack stack, ServerTransaction transaction) {
        this.transaction = transaction;
        this.reliable = new ReliableProvisionals(stack, transaction);
    }

    ServerTransaction transaction() {
        return transaction;
    }

    boolean isAnswered() {
        return transaction.isAnswered();
    }

    /** Reliably if it has Require: 100rel (RFC 3262). */
    void progress(SipResponse response) {
        if (response.lists(HeaderName.REQUIRE, "100rel")) {
            reliable.send(response);
        } else {
            transaction.respond(response);
        }
    }

    boolean acknowledged(SipRequest prack) {
        return reliable.acknowledged(prack);
    }

    /** The final response comes now. */
    void stopProvisionals() {
        reliable.stop();
    }

    void refuse(SipResponse response) {
        reliable.stop();
        transaction.respond(response);
    }
}
