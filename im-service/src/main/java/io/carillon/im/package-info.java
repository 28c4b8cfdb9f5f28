@NullMarked
package io.carillon.im;

import org.jspecify.annotations.NullMarked;
