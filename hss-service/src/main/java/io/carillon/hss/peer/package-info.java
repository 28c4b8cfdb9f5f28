/** What holds for requests of all Diameter peers alike. */
@NullMarked
package io.carillon.hss.peer;

import org.jspecify.annotations.NullMarked;
