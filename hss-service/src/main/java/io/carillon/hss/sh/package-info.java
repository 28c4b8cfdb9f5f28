/** The HSS side of Sh (TS 29.328, TS 29.329): what application servers read, keep and are told of. */
@NullMarked
package io.carillon.hss.sh;

import org.jspecify.annotations.NullMarked;
