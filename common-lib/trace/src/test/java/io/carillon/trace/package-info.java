@NullMarked
package io.carillon.trace;

import org.jspecify.annotations.NullMarked;
