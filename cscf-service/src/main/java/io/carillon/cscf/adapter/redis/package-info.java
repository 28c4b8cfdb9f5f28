/** Registrations and challenges in Redis. */
@NullMarked
package io.carillon.cscf.adapter.redis;

import org.jspecify.annotations.NullMarked;
