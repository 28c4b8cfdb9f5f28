/** The home subscriber server: who may use the IMS, how they prove it, and which S-CSCF serves them. */
@NullMarked
package io.carillon.hss;

import org.jspecify.annotations.NullMarked;
