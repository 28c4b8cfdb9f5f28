/** Settings that the nodes hold. */
@NullMarked
package io.carillon.console.adapter.nodes;

import org.jspecify.annotations.NullMarked;
