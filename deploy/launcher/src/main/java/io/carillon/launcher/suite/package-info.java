/** Starting, watching and stopping the processes of a suite on one machine. */
@NullMarked
package io.carillon.launcher.suite;

import org.jspecify.annotations.NullMarked;
