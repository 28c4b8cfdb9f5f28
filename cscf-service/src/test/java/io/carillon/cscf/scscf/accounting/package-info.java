@NullMarked
package io.carillon.cscf.scscf.accounting;

import org.jspecify.annotations.NullMarked;
