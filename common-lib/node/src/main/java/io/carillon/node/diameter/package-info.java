/** Diameter peers as part of a node: found in the directory, traced, probed. */
@NullMarked
package io.carillon.node.diameter;

import org.jspecify.annotations.NullMarked;
