/** Ro: online charging (RFC 8506, TS 32.299). */
@NullMarked
package io.carillon.diameter.ro;

import org.jspecify.annotations.NullMarked;
