/** Which nodes are alive, where and how loaded: the registration of this node and the look-up of the others. */
@NullMarked
package io.carillon.node.directory;

import org.jspecify.annotations.NullMarked;
