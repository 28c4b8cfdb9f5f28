/** The numbers over REST. */
@NullMarked
package io.carillon.enumdns.adapter.rest;

import org.jspecify.annotations.NullMarked;
