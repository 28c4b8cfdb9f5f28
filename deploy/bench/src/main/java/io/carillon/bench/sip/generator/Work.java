package io.carillon.bench.sip.generator;

/** What the generator does over and over. */
public enum Work {
    /** INVITE, 180, 200, ACK, BYE, 200. */
    CALL,
    /** INVITE, 180, 200, ACK, and no more: the call is held. */
    HOLD,
    /** REGISTER, 401, REGISTER with a digest, 200. */
    REGISTER,
    /** MESSAGE, 200. */
    MESSAGE,
    /** A short message by a service centre: SMS-SUBMIT and its report, SMS-DELIVER and the RP-ACK for it. */
    SMS
}
