/** From acceptance to the end: the outbox, its schedule, and the attempts to deliver. */
@NullMarked
package io.carillon.im.delivery;

import org.jspecify.annotations.NullMarked;
