/** Asks a Diameter server, from a process of its own. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.hss.generator;
