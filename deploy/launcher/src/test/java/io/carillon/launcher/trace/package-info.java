@NullMarked
package io.carillon.launcher.trace;

import org.jspecify.annotations.NullMarked;
