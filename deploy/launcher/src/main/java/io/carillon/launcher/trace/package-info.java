/** Trace events read back as one ladder. */
@NullMarked
package io.carillon.launcher.trace;

import org.jspecify.annotations.NullMarked;
