/** Session mode: INVITE with MSRP, the node in the middle (TS 24.247 §6, RFC 4975). */
@NullMarked
package io.carillon.im.session;

import org.jspecify.annotations.NullMarked;
