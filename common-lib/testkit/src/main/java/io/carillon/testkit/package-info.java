/** A telephone for tests and demonstrations. */
@NullMarked
package io.carillon.testkit;

import org.jspecify.annotations.NullMarked;
