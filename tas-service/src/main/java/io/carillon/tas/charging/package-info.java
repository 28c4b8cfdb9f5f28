/** Online charging of calls: the port to Ro (TS 32.299, RFC 8506). */
@NullMarked
package io.carillon.tas.charging;

import org.jspecify.annotations.NullMarked;
