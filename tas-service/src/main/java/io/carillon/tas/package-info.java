/** The telephony application server (TS 24.173). */
@NullMarked
package io.carillon.tas;

import org.jspecify.annotations.NullMarked;
