@NullMarked
package io.carillon.node.directory;

import org.jspecify.annotations.NullMarked;
