/** Subscriptions as Cx sees them (TS 23.228 §4.3.3, TS 29.228 §6): identities, registration states, service profiles. */
@NullMarked
package io.carillon.hss.subscriber;

import org.jspecify.annotations.NullMarked;
