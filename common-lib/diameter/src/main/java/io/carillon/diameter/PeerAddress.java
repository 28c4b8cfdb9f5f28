package io.carillon.diameter;

/**
 * Where a peer listens.
 *
 * @param host its DiameterIdentity, "hss-1.ims.mnc001.mcc001.3gppnetwork.org"
 * @param address an IP literal or a name to connect to
 */
public record PeerAddress(String host, String address, int port) {}
