package io.carillon.sbc.pcscf;

/**
 * Our subscription to the registration of a user.
 *
 * @param id names it in our Contact
 * @param identity whose registration it is: the default public identity
 * @param tag ours
 */
public record Watch(String id, String identity, String callId, String tag) {}
