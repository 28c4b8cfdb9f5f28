/** Credentials at rest, and the authentication data made from them (TS 33.102, TS 33.203). */
@NullMarked
package io.carillon.hss.auth;

import org.jspecify.annotations.NullMarked;
