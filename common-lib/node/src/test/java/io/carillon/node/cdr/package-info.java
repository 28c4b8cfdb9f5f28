@NullMarked
package io.carillon.node.cdr;

import org.jspecify.annotations.NullMarked;
