/** Who may sign in, and how. */
@NullMarked
package io.carillon.console.account;

import org.jspecify.annotations.NullMarked;
