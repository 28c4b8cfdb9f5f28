/** Charging records in MySQL. */
@NullMarked
package io.carillon.charging.cdf.adapter.mysql;

import org.jspecify.annotations.NullMarked;
