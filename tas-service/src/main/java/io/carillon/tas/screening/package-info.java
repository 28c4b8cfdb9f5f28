/** Who may ring at all: do not disturb, white and black list. */
@NullMarked
package io.carillon.tas.screening;

import org.jspecify.annotations.NullMarked;
