package io.carillon.diameter.cx;

import io.carillon.diameter.DiameterAnswer;

/** An answer of the Cx application. */
public interface CxAnswer extends DiameterAnswer {}
