/** What the fuzz tests need of AVPs: that package keeps its parsers to itself. */
@org.jspecify.annotations.NullMarked
package io.carillon.msrp;
