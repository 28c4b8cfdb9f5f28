/** The stores of the suite as real servers that come as Maven artifacts: no root, no Docker, loopback only. */
@NullMarked
package io.carillon.stores;

import org.jspecify.annotations.NullMarked;
