/** Who changed what. */
@NullMarked
package io.carillon.console.audit;

import org.jspecify.annotations.NullMarked;
