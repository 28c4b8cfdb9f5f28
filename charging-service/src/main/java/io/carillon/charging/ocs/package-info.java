/** Online charging of RFC 8506 and TS 32.299 §6: prepaid balances, rating, reservations. */
@NullMarked
package io.carillon.charging.ocs;

import org.jspecify.annotations.NullMarked;
