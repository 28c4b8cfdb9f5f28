/** SIP messages on their way to a Homer. */
@NullMarked
package io.carillon.console.adapter.homer;

import org.jspecify.annotations.NullMarked;
