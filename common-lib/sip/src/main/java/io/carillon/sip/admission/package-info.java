/** Admission: lists, bans, rates and rules that stand before the transactions. */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.admission;
