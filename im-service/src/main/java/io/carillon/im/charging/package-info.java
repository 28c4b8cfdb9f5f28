/** Online charging of messages: the port to Ro (TS 32.299, RFC 8506). */
@NullMarked
package io.carillon.im.charging;

import org.jspecify.annotations.NullMarked;
