/** The Ro reference point: Diameter Credit-Control on the wire. */
@NullMarked
package io.carillon.charging.ocs.adapter.diameter;

import org.jspecify.annotations.NullMarked;
