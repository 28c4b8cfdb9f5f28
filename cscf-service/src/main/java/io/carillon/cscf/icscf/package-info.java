@NullMarked
package io.carillon.cscf.icscf;

import org.jspecify.annotations.NullMarked;
