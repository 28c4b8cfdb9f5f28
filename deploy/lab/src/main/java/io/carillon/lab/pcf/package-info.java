/** A PCF with N5 (Npcf_PolicyAuthorization, TS 29.514) and the NRF it is found by (TS 29.510), for use without a 5G core. */
@NullMarked
package io.carillon.lab.pcf;

import org.jspecify.annotations.NullMarked;
