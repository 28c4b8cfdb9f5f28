/** Functional health: a node is healthy when its own wire answers it. */
@NullMarked
package io.carillon.node.health;

import org.jspecify.annotations.NullMarked;
