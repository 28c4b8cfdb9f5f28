package io.carillon.diameter.rx;

import io.carillon.diameter.DiameterRequest;

/** A request of the Rx application. */
public interface RxRequest<A extends RxAnswer> extends DiameterRequest<A> {}
