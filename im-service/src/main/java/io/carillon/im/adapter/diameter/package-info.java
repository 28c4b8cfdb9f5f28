/** Ro over Diameter. */
@NullMarked
package io.carillon.im.adapter.diameter;

import org.jspecify.annotations.NullMarked;
