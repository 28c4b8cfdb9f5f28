/** SIP operations: a bare proxy and registrar of our library, Kamailio beside it, one generator for both. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.sip;
