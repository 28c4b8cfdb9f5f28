package io.carillon.diameter;

/** A code that has no name here; vendor 0 for a Result-Code. */
public record OtherResult(long vendor, long code) implements Result {}
