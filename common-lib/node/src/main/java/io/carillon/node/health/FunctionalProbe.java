package io.carillon.node.health;

/** A bean that asks the node's own wire a question: an OPTIONS over its SIP socket, a DNS query, an NG ping. */
public interface FunctionalProbe {

    /** What is probed, such as {@code sip}. */
    String name();

    /** Returns when the wire answered; throws, with the reason as message, when it did not. May be interrupted. */
    void check() throws Exception;

    /** Whether {@link #check} gives up by itself within a second or so: nobody has to watch it then. */
    default boolean givesUp() {
        return false;
    }
}
