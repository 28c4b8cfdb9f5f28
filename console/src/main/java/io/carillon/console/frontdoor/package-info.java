/** One door to the REST interfaces of all nodes. */
@NullMarked
package io.carillon.console.frontdoor;

import org.jspecify.annotations.NullMarked;
