@NullMarked
package io.carillon.console.calls;

import org.jspecify.annotations.NullMarked;
