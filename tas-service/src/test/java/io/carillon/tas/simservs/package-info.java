@NullMarked
package io.carillon.tas.simservs;

import org.jspecify.annotations.NullMarked;
