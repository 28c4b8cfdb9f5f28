/** Dialogs and the back-to-back user agent (RFC 3261 §12 to §15, RFC 3262, RFC 3311). */
@org.jspecify.annotations.NullMarked
package io.carillon.sip.dialog;
