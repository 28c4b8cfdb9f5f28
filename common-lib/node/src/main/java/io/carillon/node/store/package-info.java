/** What nodes of several builds write into one store. */
@NullMarked
package io.carillon.node.store;

import org.jspecify.annotations.NullMarked;
