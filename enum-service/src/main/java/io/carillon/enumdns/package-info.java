/** The ENUM node (RFC 6116): which SIP URI a telephone number has, and where a ported one went. */
@NullMarked
package io.carillon.enumdns;

import org.jspecify.annotations.NullMarked;
