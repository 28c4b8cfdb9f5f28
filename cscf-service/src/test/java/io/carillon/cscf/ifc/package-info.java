@NullMarked
package io.carillon.cscf.ifc;

import org.jspecify.annotations.NullMarked;
