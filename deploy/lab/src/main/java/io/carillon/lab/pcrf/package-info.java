/** A policy and charging rules function on Rx (TS 29.214) whose policy is told to it: for use without a 4G core. */
@NullMarked
package io.carillon.lab.pcrf;

import org.jspecify.annotations.NullMarked;
