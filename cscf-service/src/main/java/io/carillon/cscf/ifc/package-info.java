/** The user profile and its initial filter criteria (TS 29.228 Annex B, C, E; TS 23.218 §5.2). */
@NullMarked
package io.carillon.cscf.ifc;

import org.jspecify.annotations.NullMarked;
