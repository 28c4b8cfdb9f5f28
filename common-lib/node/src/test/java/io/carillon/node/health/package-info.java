@NullMarked
package io.carillon.node.health;

import org.jspecify.annotations.NullMarked;
