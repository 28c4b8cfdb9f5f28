@NullMarked
package io.carillon.node.logging;

import org.jspecify.annotations.NullMarked;
