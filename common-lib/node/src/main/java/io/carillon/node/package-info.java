/** What every node of the core shares: who it is, where its data lies, how it refuses to start. */
@NullMarked
package io.carillon.node;

import org.jspecify.annotations.NullMarked;
