package io.carillon.enumdns.wire;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/** From the octets of a query to the octets of its answer. */
final class DnsExchange {
    private static final Logger LOG = LoggerFactory.getLogger(DnsExchange.class);
    private static final int HEADER = 12;
    private static final int PLAIN_UDP = 512;
    /** What passes every usual path unfragmented (RFC 9715). */
    private static final int EDNS_UDP = 1232;

    private final DnsResponder responder;

    DnsExchange(DnsResponder responder) {
        this.responder = responder;
    }

    /** An answer of at most what the client takes; with TC when something had to be left out (RFC 2181 §9). */
    Optional<byte[]> overUdp(byte[] query) {
        return exchange(query, true);
    }

    Optional<byte[]> overTcp(byte[] query) {
        return exchange(query, false);
    }

    /** Empty when the octets are no query at all: answering an answer would start a loop. */
    private Optional<byte[]> exchange(byte[] octets, boolean udp) {
        if (!isQuery(octets)) {
            return Optional.empty();
        }
        Message query;
        try {
            query = new Message(octets);
        } catch (IOException | RuntimeException e) {
            LOG.debug("malformed DNS query: {}", e.toString());
            return Optional.of(formatError(octets));
        }
        try {
            Message response = responder.respond(query);
            return Optional.of(udp ? response.toWire(limit(query)) : response.toWire());
        } catch (RuntimeException e) {
            LOG.error("DNS query failed", e);
            return Optional.of(failure(octets));
        }
    }

    /** The query as it came, marked as an answer: what it asks need not be understood. */
    static byte[] failure(byte[] query) {
        byte[] answer = query.clone();
        answer[2] |= (byte) 0x80;
        answer[3] = Rcode.SERVFAIL;
        return answer;
    }

    /** A header alone: the rest could not be read. */
    private static byte[] formatError(byte[] query) {
        Header header = new Header((query[0] & 0xff) << 8 | query[1] & 0xff);
        header.setOpcode(query[2] >> 3 & 0xf);
        header.setFlag(Flags.QR);
        header.setRcode(Rcode.FORMERR);
        return header.toWire();
    }

    /** At least a header, and not marked as an answer. */
    static boolean isQuery(byte[] octets) {
        return octets.length >= HEADER && (octets[2] & 0x80) == 0;
    }

    private static int limit(Message query) {
        OPTRecord edns = query.getOPT();
        return edns == null ? PLAIN_UDP : Math.clamp(edns.getPayloadSize(), PLAIN_UDP, EDNS_UDP);
    }
}
