/** Ro over Diameter. */
@NullMarked
package io.carillon.tas.adapter.diameter;

import org.jspecify.annotations.NullMarked;
