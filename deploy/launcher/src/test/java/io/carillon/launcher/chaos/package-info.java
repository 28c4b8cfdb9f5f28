@NullMarked
package io.carillon.launcher.chaos;

import org.jspecify.annotations.NullMarked;
