/** An IMS of several processes: ours as it is deployed, Kamailio's three CSCFs beside it. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.chain;
