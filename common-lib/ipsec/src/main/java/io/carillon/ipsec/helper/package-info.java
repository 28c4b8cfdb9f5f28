/** The process that alone may change the kernel's IPsec associations. */
@NullMarked
package io.carillon.ipsec.helper;

import org.jspecify.annotations.NullMarked;
