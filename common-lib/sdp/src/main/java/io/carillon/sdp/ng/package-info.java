/** The NG protocol: media proxies steered by bencoded dictionaries over UDP, as sipwise rtpengine speaks it. */
@NullMarked
package io.carillon.sdp.ng;

import org.jspecify.annotations.NullMarked;
