/** The CSCF on its wires: two nodes, one store, and neighbours that have a state of their own. */
@NullMarked
package io.carillon.cscf.wire;

import org.jspecify.annotations.NullMarked;
