/** Trace events read back as one ladder, and a verdict in words on what happened in it. */
@NullMarked
package io.carillon.trace;

import org.jspecify.annotations.NullMarked;
