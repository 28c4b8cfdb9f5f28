package io.carillon.diameter.sh;

import io.carillon.diameter.DiameterAnswer;

/** An answer of the Sh application. */
public interface ShAnswer extends DiameterAnswer {}
