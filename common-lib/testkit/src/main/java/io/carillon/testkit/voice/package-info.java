/** G.711 over RTP: a tone to say, and an ear for tones. */
@NullMarked
package io.carillon.testkit.voice;

import org.jspecify.annotations.NullMarked;
