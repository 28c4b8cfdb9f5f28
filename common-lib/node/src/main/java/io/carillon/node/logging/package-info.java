/** What log lines say, and how much is said. */
@NullMarked
package io.carillon.node.logging;

import org.jspecify.annotations.NullMarked;
