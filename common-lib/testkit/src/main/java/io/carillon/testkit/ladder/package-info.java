/** Fake peers on real sockets, and the ladder that a test draws with them. */
@NullMarked
package io.carillon.testkit.ladder;

import org.jspecify.annotations.NullMarked;
