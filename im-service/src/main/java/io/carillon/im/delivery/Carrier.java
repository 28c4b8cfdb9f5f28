package io.carillon.im.delivery;

import io.carillon.sip.message.SipResponse;

/** Sends one attempt to the recipient's network and waits for the answer; without one it is a 408 or 503. */
public interface Carrier {
    SipResponse send(Pending attempt);
}
