/** Calls, registrations and messages as their trace tells them, with verdicts. */
@NullMarked
package io.carillon.console.calls;

import org.jspecify.annotations.NullMarked;
