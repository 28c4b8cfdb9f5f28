/** The chat side of a phone. */
@org.jspecify.annotations.NullMarked
package io.carillon.testkit.msrp;
