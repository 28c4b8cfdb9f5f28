/** Every parser against what nobody thought of: it reads, or says no in its own words, and agrees with itself. */
@org.jspecify.annotations.NullMarked
package io.carillon.fuzz;
