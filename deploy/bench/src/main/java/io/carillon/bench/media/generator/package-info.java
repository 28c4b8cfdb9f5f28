/** Phones that talk through a relay, in a process of their own. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.media.generator;
