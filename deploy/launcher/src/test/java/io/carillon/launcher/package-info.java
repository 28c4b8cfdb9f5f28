@NullMarked
package io.carillon.launcher;

import org.jspecify.annotations.NullMarked;
