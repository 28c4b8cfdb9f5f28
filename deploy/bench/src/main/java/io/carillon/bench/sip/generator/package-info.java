/** The SIP generator: callers and called in one thread, messages made from templates, datagrams in batches. */
@org.jspecify.annotations.NullMarked
package io.carillon.bench.sip.generator;
