@NullMarked
package io.carillon.node.store;

import org.jspecify.annotations.NullMarked;
