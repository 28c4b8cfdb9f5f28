/** Faults while phones register and call, and what they cost. */
@NullMarked
package io.carillon.launcher.chaos;

import org.jspecify.annotations.NullMarked;
