@NullMarked
package io.carillon.launcher.suite;

import org.jspecify.annotations.NullMarked;
