/** What an operation costs: servers side by side, taking turns, CPU time of their processes for each operation. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench;
