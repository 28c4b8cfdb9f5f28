@NullMarked
package io.carillon.node.settings;

import org.jspecify.annotations.NullMarked;
