/** The border's procedures as ladders, which become docs/flows/. */
@NullMarked
package io.carillon.sbc.ladder;

import org.jspecify.annotations.NullMarked;
