package io.carillon.sip.dialog;

import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.transaction.ServerTransaction;

/** What a back-to-back call hears, one at a time. */
sealed interface CallEvent {
    /** An event after which nobody waits for a word. */
    sealed interface Silent extends CallEvent {}

    /** The caller's INVITE: the call begins. */
    record Begun(ServerTransaction invite, Target target) implements CallEvent {}

    /** A response to a request that was relayed. */
    record Heard(Relay relay, SipResponse response) implements CallEvent {}

    /** A request in one of the call's dialogs. */
    record Received(ServerTransaction transaction) implements CallEvent {}

    /** The ACK to a 2xx that we relayed. */
    record Acknowledged(SipRequest ack) implements Silent {}

    /** No ACK came in 64·T1. */
    record NotAcknowledged(Relay relay) implements Silent {}

    /** CANCEL for a relayed INVITE. */
    record Cancelled(ServerTransaction invite) implements Silent {}

    /** The session timer may have run out (RFC 4028). */
    record SessionDue() implements Silent {}

    /** A side of a call without session timers does not know it any more, or says nothing. */
    record Gone(Party side) implements Silent {}

    /** The service ends the call. */
    record Released(String reason) implements Silent {}

    /** Another node has the call now. */
    record Forgotten() implements Silent {}
}
