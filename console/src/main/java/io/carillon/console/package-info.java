/** The console: what an engineer on duty has in front of them. */
@NullMarked
package io.carillon.console;

import org.jspecify.annotations.NullMarked;
