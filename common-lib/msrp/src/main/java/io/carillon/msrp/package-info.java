/** MSRP (RFC 4975): messages in chunks of any size through constant memory, and the sessions that they belong to. */
@org.jspecify.annotations.NullMarked
package io.carillon.msrp;
