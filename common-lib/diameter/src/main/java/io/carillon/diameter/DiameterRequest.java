package io.carillon.diameter;

/** A request; {@code A} is its answer. */
public interface DiameterRequest<A extends DiameterAnswer> extends DiameterMessage {}
