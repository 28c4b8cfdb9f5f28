/** What the CSCFs ask the HSS: the Cx reference point as a port (TS 29.228 §6). */
@NullMarked
package io.carillon.cscf.hss;

import org.jspecify.annotations.NullMarked;
