/** Diameter (RFC 6733): typed records, peers, requests with a deadline; jDiameter carries the connections. */
@NullMarked
package io.carillon.diameter;

import org.jspecify.annotations.NullMarked;
