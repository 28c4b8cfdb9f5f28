/** N5 over HTTP/2: Npcf_PolicyAuthorization (TS 29.514), and the NRF that tells where (TS 29.510). */
@NullMarked
package io.carillon.sbc.adapter.http;

import org.jspecify.annotations.NullMarked;
