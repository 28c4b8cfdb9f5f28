package io.carillon.diameter;

/** What came of asking a peer. */
public sealed interface Outcome<A extends DiameterAnswer> {
    /** A peer answered; whether it agreed is in the answer's result. */
    record Answered<A extends DiameterAnswer>(A answer) implements Outcome<A> {}

    /** Nobody answered in a form that can be used. */
    record Unanswered<A extends DiameterAnswer>(Reason reason) implements Outcome<A> {}

    /** Why there is no answer. */
    enum Reason {
        /** No peer is connected. */
        NO_PEER,
        /** The deadline passed. The peer may have acted on the request. */
        DEADLINE,
        /** The last peer's connection broke while it had the request. The peer may have acted on it. */
        CONNECTION_LOST,
        /** The peers are overloaded and want fewer requests: this was not sent (RFC 7683). */
        THROTTLED,
        /** The answer does not follow the command's grammar. */
        UNUSABLE_ANSWER,
        /** This node is stopping, or its thread was interrupted. */
        CLOSED
    }
}
