package io.carillon.hss.subscriber;

/** A service profile as it was when a subscription was read; a changed profile has another version. */
public record ProfileVersion(long id, long version) {}
