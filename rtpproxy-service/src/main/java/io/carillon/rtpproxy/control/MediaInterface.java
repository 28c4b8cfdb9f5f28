package io.carillon.rtpproxy.control;

import java.net.InetAddress;

/** A network that media comes from: where ports are bound and what address the SDP shows. */
record MediaInterface(InetAddress bind, InetAddress advertised) {}
