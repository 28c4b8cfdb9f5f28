/** What a Diameter request costs a server: our HSS with real data, and another's stack that looks nothing up. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.hss;
