package io.carillon.diameter;

/** Who this node is to its peers: Origin-Host and Origin-Realm. */
public record LocalNode(String host, String realm) {}
