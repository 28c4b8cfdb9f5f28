@NullMarked
package io.carillon.im.delivery;

import org.jspecify.annotations.NullMarked;
