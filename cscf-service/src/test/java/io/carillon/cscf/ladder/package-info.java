/** The CSCF's procedures as ladders, which become docs/flows/. */
@NullMarked
package io.carillon.cscf.ladder;

import org.jspecify.annotations.NullMarked;
