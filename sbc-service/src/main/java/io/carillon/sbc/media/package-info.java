/** Media anchored at a relay: the port to rtpproxy. */
@NullMarked
package io.carillon.sbc.media;

import org.jspecify.annotations.NullMarked;
