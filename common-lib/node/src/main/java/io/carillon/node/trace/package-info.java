/** Trace events: every message a node sends or receives, to be shown as one ladder. */
@NullMarked
package io.carillon.node.trace;

import org.jspecify.annotations.NullMarked;
