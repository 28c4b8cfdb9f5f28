/** A call on the ISC path: the B2BUA and what serves it (TS 24.229 §5.7.5). */
@NullMarked
package io.carillon.tas.session;

import org.jspecify.annotations.NullMarked;
