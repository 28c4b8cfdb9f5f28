package io.carillon.bench.sip.generator;

import java.io.IOException;

/** The sockets of the callers and of the called side. What is sent leaves at the next flush. */
interface Wire extends AutoCloseable {
    /** Hears each received message; the array is the wire's own and changes with the next one. */
    interface Receiver {
        void caller(byte[] message, int length);

        void called(byte[] message, int length);
    }

    int callerPort();

    int calledPort();

    /** The server of this run. */
    void target(int port) throws IOException;

    /** Whose messages the next ones are, where phones have addresses of their own. */
    default void speaker(int user) {}

    void fromCaller(Text message) throws IOException;

    /** To the server, as an answer to what the called side received last. */
    void fromCalled(Text message) throws IOException;

    /** Sends what waits, gives what came to the receiver, and says how much it was. */
    int turn(Receiver receiver) throws IOException;

    /** Waits until something comes, at most so long. */
    void await(int millis) throws IOException;

    @Override
    void close() throws IOException;
}
