/** Who may send how much to whom. */
@NullMarked
package io.carillon.im.policy;

import org.jspecify.annotations.NullMarked;
