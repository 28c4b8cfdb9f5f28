package io.carillon.diameter.rx;

import io.carillon.diameter.DiameterAnswer;

/** An answer of the Rx application. */
public interface RxAnswer extends DiameterAnswer {}
