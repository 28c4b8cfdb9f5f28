/** Authentication and key agreement: TS 33.102, with the Milenage functions of TS 35.206. */
@NullMarked
package io.carillon.identity.aka;

import org.jspecify.annotations.NullMarked;
