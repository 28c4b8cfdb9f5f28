@NullMarked
package io.carillon.node.diameter;

import org.jspecify.annotations.NullMarked;
