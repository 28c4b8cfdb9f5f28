package io.carillon.enumdns;

import io.carillon.enumdns.Numbers.StoreAway;
import io.carillon.enumdns.wire.DnsResponder;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers a DNS query from the zone (RFC 1034 §4.3.2, without delegation: every number is ours). */
final class EnumNode implements DnsResponder {
    private static final int LARGEST_UDP = 1232;

    private final EnumZone zone;
    private final Numbers numbers;

    EnumNode(EnumZone zone, Numbers numbers) {
        this.zone = zone;
        this.numbers = numbers;
    }

    @Override
    public Message respond(Message query) {
        Message response = begin(query);
        OPTRecord edns = query.getOPT();
        if (edns != null) {
            boolean known = edns.getVersion() == 0;
            response.addRecord(new OPTRecord(LARGEST_UDP, known ? 0 : Rcode.BADVERS >> 4, 0), Section.ADDITIONAL);
            if (!known) {
                return with(response, Rcode.BADVERS & 0xf);
            }
        }
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            return with(response, Rcode.NOTIMP);
        }
        Record question = query.getQuestion();
        if (query.getHeader().getCount(Section.QUESTION) != 1 || question == null) {
            return with(response, Rcode.FORMERR);
        }
        if (question.getDClass() != DClass.IN || isTransfer(question.getType()) || !zone.holds(question.getName())) {
            return with(response, Rcode.REFUSED);
        }
        try {
            response.getHeader().setFlag(Flags.AA);
            return zone.isApex(question.getName()) ? apex(response, question) : below(response, question);
        } catch (StoreAway away) {
            response.getHeader().unsetFlag(Flags.AA);
            return with(response, Rcode.SERVFAIL);
        }
    }

    private Message apex(Message response, Record question) {
        int asked = question.getType();
        if (asked == Type.SOA || asked == Type.ANY) {
            response.addRecord(zone.soa(), Section.ANSWER);
        }
        if (asked == Type.NS || asked == Type.ANY) {
            response.addRecord(zone.ns(), Section.ANSWER);
        }
        return response.getSection(Section.ANSWER).isEmpty() ? negative(response, Rcode.NOERROR) : response;
    }

    private Message below(Message response, Record question) {
        Numbers.Node node = zone.number(question.getName()).map(numbers::look).orElseGet(Numbers.Node.Nothing::new);
        return switch (node) {
            case Numbers.Node.Mapped(NumberMapping mapping) -> {
                boolean wanted = question.getType() == Type.NAPTR || question.getType() == Type.ANY;
                List<Record> records = wanted ? zone.records(question.getName(), mapping) : List.of();
                records.forEach(record -> response.addRecord(record, Section.ANSWER));
                yield records.isEmpty() ? negative(response, Rcode.NOERROR) : response;
            }
            case Numbers.Node.Prefix() -> negative(response, Rcode.NOERROR);
            case Numbers.Node.Nothing() -> negative(response, Rcode.NXDOMAIN);
        };
    }

    /** NODATA or NXDOMAIN: the SOA tells how long that may be kept (RFC 2308 §2). */
    private Message negative(Message response, int rcode) {
        response.addRecord(zone.negativeSoa(), Section.AUTHORITY);
        return with(response, rcode);
    }

    private static boolean isTransfer(int type) {
        return type == Type.AXFR || type == Type.IXFR;
    }

    private static Message begin(Message query) {
        Header asked = query.getHeader();
        Message response = new Message(asked.getID());
        Header header = response.getHeader();
        header.setOpcode(asked.getOpcode());
        header.setFlag(Flags.QR);
        if (asked.getFlag(Flags.RD)) {
            header.setFlag(Flags.RD);
        }
        query.getSection(Section.QUESTION).stream().limit(1).forEach(q -> response.addRecord(q, Section.QUESTION));
        return response;
    }

    private static Message with(Message response, int rcode) {
        response.getHeader().setRcode(rcode);
        return response;
    }
}
