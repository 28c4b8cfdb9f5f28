/**
 * Session descriptions (RFC 8866) and the offer/answer model over them (RFC 3264).
 *
 * <p>Line contents are held one character an octet (ISO 8859-1), so that whatever bytes a peer wrote leave as they came;
 * only line ends are made CRLF (RFC 8866 §5 and §9: parsers accept a bare LF).
 */
@NullMarked
package io.carillon.sdp;

import org.jspecify.annotations.NullMarked;
