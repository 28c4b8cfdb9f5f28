/** A user's services document, as TS 24.623 has it: what every service reads, whoever wrote it. */
@NullMarked
package io.carillon.tas.simservs;

import org.jspecify.annotations.NullMarked;
