package io.carillon.diameter;

/** A value of an Enumerated AVP. */
public interface Coded {
    int code();
}
