@NullMarked
package io.carillon.node;

import org.jspecify.annotations.NullMarked;
