/** Charging records over the admin REST API. */
@NullMarked
package io.carillon.charging.cdf.adapter.rest;

import org.jspecify.annotations.NullMarked;
