/** The charging node: online charging (OCS) and charging records (CDF). */
@NullMarked
package io.carillon.charging;

import org.jspecify.annotations.NullMarked;
