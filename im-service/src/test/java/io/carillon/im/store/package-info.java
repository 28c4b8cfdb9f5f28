@NullMarked
package io.carillon.im.store;

import org.jspecify.annotations.NullMarked;
