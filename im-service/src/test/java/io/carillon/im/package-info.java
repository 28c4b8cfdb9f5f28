/** The messaging server over the wire: real stores, fake peers. */
@NullMarked
package io.carillon.im;

import org.jspecify.annotations.NullMarked;
