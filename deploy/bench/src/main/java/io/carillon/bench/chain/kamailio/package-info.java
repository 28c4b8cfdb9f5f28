/** Kamailio as P-, I- and S-CSCF, with an HSS of our own library that looks nothing up. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.chain.kamailio;
