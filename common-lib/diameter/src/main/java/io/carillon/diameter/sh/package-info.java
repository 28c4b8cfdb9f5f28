/** Sh: application servers with the HSS (TS 29.329). */
@NullMarked
package io.carillon.diameter.sh;

import org.jspecify.annotations.NullMarked;
