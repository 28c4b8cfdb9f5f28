@NullMarked
package io.carillon.node.admin;

import org.jspecify.annotations.NullMarked;
