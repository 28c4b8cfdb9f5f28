/** Communication barring (TS 24.611). */
@NullMarked
package io.carillon.tas.barring;

import org.jspecify.annotations.NullMarked;
