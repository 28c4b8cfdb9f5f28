/** Phones and calls in Redis. */
@NullMarked
package io.carillon.sbc.adapter.redis;

import org.jspecify.annotations.NullMarked;
