/** SIP messages: immutable, indexed in one pass, parsed lazily (RFC 3261 §7, §20, §25). */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.message;
