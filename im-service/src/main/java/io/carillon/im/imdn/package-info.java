/** What recipients' devices say of messages: delivered, displayed (RFC 5438). */
@NullMarked
package io.carillon.im.imdn;

import org.jspecify.annotations.NullMarked;
