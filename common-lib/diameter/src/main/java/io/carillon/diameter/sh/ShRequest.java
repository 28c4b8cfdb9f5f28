package io.carillon.diameter.sh;

import io.carillon.diameter.DiameterRequest;

/** A request of the Sh application. */
public interface ShRequest<A extends ShAnswer> extends DiameterRequest<A> {}
