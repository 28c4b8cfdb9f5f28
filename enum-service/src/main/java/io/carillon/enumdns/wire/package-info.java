/** DNS over UDP and TCP (RFC 1035 §4.2, RFC 7766), bounded. */
@NullMarked
package io.carillon.enumdns.wire;

import org.jspecify.annotations.NullMarked;
