/** The XML that Cx and Sh carry (TS 29.228 Annex D and E, TS 29.328 Annex C and D). */
@NullMarked
package io.carillon.hss.xml;

import org.jspecify.annotations.NullMarked;
