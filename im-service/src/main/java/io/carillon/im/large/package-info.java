/** Large messages and files for who is away: taken in over MSRP, kept, and handed over later (TS 24.247 §6, RFC 5547). */
@NullMarked
package io.carillon.im.large;

import org.jspecify.annotations.NullMarked;
