@NullMarked
package io.carillon.tas.charging;

import org.jspecify.annotations.NullMarked;
