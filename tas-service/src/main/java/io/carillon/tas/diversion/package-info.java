/** Communication diversion (TS 24.604). */
@NullMarked
package io.carillon.tas.diversion;

import org.jspecify.annotations.NullMarked;
