/** RTP and RTCP as they stand on the wire (RFC 3550): header checks and reception statistics, without allocation. */
@NullMarked
package io.carillon.rtpproxy.rtp;

import org.jspecify.annotations.NullMarked;
