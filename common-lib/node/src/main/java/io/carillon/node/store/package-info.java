/** On the way to a store: what nodes of several builds write into it, and questions asked together. */
@NullMarked
package io.carillon.node.store;

import org.jspecify.annotations.NullMarked;
