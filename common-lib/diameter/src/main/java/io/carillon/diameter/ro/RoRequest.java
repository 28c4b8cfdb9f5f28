package io.carillon.diameter.ro;

import io.carillon.diameter.DiameterRequest;

/** A request of the Ro application. */
public interface RoRequest<A extends RoAnswer> extends DiameterRequest<A> {}
