package io.carillon.sip.transport;

/** Takes one whole SIP message off a datagram or a stream. */
@FunctionalInterface
interface Frames {
    void received(byte[] bytes, Arrival arrival);
}
