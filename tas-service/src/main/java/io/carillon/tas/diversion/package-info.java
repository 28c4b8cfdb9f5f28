@NullMarked
package io.carillon.tas.diversion;

import org.jspecify.annotations.NullMarked;
