/** Presentation and restriction of identities (TS 24.607, TS 24.608). */
@NullMarked
package io.carillon.tas.identity;

import org.jspecify.annotations.NullMarked;
