package io.carillon.diameter.ro;

import io.carillon.diameter.DiameterAnswer;

/** An answer of the Ro application. */
public interface RoAnswer extends DiameterAnswer {}
