@NullMarked
package io.carillon.cscf.bgcf;

import org.jspecify.annotations.NullMarked;
