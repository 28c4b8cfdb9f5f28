/** Policy control of a session's media: the port to Rx (TS 29.214) and N5 (TS 29.514). */
@NullMarked
package io.carillon.sbc.policy;

import org.jspecify.annotations.NullMarked;
