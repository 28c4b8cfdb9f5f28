@NullMarked
package io.carillon.suite;

import org.jspecify.annotations.NullMarked;
