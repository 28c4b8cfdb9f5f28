/** Policy control of a session's media: the port to Rx (TS 29.214). */
@NullMarked
package io.carillon.sbc.policy;

import org.jspecify.annotations.NullMarked;
