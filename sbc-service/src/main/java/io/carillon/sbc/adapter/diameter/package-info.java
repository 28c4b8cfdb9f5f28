/** Rx over Diameter. */
@NullMarked
package io.carillon.sbc.adapter.diameter;

import org.jspecify.annotations.NullMarked;
