/** Security agreement with phones and the protected paths that come of it (RFC 3329, TS 33.203). */
@NullMarked
package io.carillon.sbc.security;

import org.jspecify.annotations.NullMarked;
