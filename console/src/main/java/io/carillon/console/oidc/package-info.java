/** Signing in with an account that another system holds (OpenID Connect Core 1.0). */
@NullMarked
package io.carillon.console.oidc;

import org.jspecify.annotations.NullMarked;
