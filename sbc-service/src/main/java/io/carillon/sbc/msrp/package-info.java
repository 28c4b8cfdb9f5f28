/** Sessions of messages through the border: MSRP from and to phones that reach nothing behind it. */
@NullMarked
package io.carillon.sbc.msrp;

import org.jspecify.annotations.NullMarked;
