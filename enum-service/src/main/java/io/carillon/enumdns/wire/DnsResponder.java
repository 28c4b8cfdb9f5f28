package io.carillon.enumdns.wire;

import org.xbill.DNS.Message;

/** Answers queries; never null, never throws for what a client may send. */
@FunctionalInterface
public interface DnsResponder {
    Message respond(Message query);
}
