/** What every node measures of itself. */
@NullMarked
package io.carillon.node.metrics;

import org.jspecify.annotations.NullMarked;
