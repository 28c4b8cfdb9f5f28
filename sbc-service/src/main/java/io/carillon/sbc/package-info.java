/** The border: P-CSCF towards phones, and media anchoring. */
@NullMarked
package io.carillon.sbc;

import org.jspecify.annotations.NullMarked;
