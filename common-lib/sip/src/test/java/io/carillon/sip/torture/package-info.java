/** What nobody should send: RFC 4475, RFC 5118, and published attacks, against a stack that listens. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.torture;
