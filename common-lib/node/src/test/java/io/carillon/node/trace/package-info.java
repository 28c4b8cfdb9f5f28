@NullMarked
package io.carillon.node.trace;

import org.jspecify.annotations.NullMarked;
