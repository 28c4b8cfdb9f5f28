package io.carillon.hss.subscriber;

/**
 * The S-CSCF that serves a subscription.
 *
 * @param name its SIP URI, the Server-Name of Cx
 * @param host the Diameter identity that last spoke for it, where RTR and PPR go
 * @param realm the Diameter realm of that host
 */
public record ServingNode(String name, String host, String realm) {}
