/** The lab node: what a 4G core would bring, for use without one. */
@NullMarked
package io.carillon.lab;

import org.jspecify.annotations.NullMarked;
