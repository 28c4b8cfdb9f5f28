/** The media relay node: RTP and RTCP between networks, steered by the NG protocol. */
@NullMarked
package io.carillon.rtpproxy;

import org.jspecify.annotations.NullMarked;
