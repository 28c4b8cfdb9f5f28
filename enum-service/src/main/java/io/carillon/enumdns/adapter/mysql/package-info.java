/** The numbers in MySQL. */
@NullMarked
package io.carillon.enumdns.adapter.mysql;

import org.jspecify.annotations.NullMarked;
