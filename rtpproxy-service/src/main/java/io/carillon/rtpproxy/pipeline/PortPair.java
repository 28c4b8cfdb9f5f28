package io.carillon.rtpproxy.pipeline;

import java.net.InetAddress;
import java.nio.channels.DatagramChannel;

/** An even RTP port and the odd RTCP port above it (RFC 3550 §11), both bound. */
record PortPair(InetAddress address, int number, DatagramChannel rtp, DatagramChannel rtcp) {}
