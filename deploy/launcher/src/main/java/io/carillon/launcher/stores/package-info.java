/** The JVM that holds the embedded stores. */
@NullMarked
package io.carillon.launcher.stores;

import org.jspecify.annotations.NullMarked;
