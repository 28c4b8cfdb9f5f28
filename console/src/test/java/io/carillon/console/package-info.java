@NullMarked
package io.carillon.console;

import org.jspecify.annotations.NullMarked;
