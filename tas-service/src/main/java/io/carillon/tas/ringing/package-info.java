/** Further phones that ring for a user, at once or in turn. */
@NullMarked
package io.carillon.tas.ringing;

import org.jspecify.annotations.NullMarked;
