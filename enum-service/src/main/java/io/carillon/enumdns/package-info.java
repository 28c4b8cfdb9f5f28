@NullMarked
package io.carillon.enumdns;

import org.jspecify.annotations.NullMarked;
