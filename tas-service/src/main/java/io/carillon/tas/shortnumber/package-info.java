/** Short numbers of a closed group. */
@NullMarked
package io.carillon.tas.shortnumber;

import org.jspecify.annotations.NullMarked;
