/** Calls and service settings in Redis. */
@NullMarked
package io.carillon.tas.adapter.redis;

import org.jspecify.annotations.NullMarked;
