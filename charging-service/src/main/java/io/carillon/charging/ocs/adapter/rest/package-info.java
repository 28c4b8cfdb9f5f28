/** Balances over the admin REST API. */
@NullMarked
package io.carillon.charging.ocs.adapter.rest;

import org.jspecify.annotations.NullMarked;
