/** Reads what watchers of a registration are told. */
@NullMarked
package io.carillon.cscf.reginfo;

import org.jspecify.annotations.NullMarked;
