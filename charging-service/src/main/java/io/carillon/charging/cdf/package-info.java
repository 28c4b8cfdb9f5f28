/** Charging data function: keeps the charging records the nodes write (TS 32.240 §4.3.2). */
@NullMarked
package io.carillon.charging.cdf;

import org.jspecify.annotations.NullMarked;
