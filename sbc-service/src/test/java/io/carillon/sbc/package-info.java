@NullMarked
package io.carillon.sbc;

import org.jspecify.annotations.NullMarked;
