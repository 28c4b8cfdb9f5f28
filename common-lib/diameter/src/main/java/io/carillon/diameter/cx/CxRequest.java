package io.carillon.diameter.cx;

import io.carillon.diameter.DiameterRequest;

/** A request of the Cx application. */
public interface CxRequest<A extends CxAnswer> extends DiameterRequest<A> {}
