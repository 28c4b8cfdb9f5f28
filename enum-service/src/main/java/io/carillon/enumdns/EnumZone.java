package io.carillon.enumdns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;

/** The zone's names and records: digits reversed and dotted (RFC 6116 §3.2), NAPTR for what a number maps to. */
final class EnumZone {
    private static final int ORDER = 100;
    private static final int SIP_FIRST = 10;
    private static final int PSTN_NEXT = 20;
    private static final String SIP = "E2U+sip";
    private static final String PSTN = "E2U+pstn:tel";

    private final Name apex;
    private final long ttl;
    private final long negativeTtl;
    private final SOARecord soa;
    private final NSRecord ns;

    EnumZone(EnumProperties settings, long serial) {
        this.apex = name(settings.suffix());
        this.ttl = settings.ttl().toSeconds();
        this.negativeTtl = settings.negativeTtl().toSeconds();
        Name server = name(settings.nameServer());
        this.ns = new NSRecord(apex, DClass.IN, ttl, server);
        this.soa = new SOARecord(
                apex,
                DClass.IN,
                ttl,
                server,
                name(settings.contact()),
                serial,
                Duration.ofHours(1).toSeconds(),
                Duration.ofMinutes(10).toSeconds(),
                Duration.ofDays(7).toSeconds(),
                negativeTtl);
    }

    boolean holds(Name name) {
        return name.subdomain(apex);
    }

    boolean isApex(Name name) {
        return name.equals(apex);
    }

    SOARecord soa() {
        return soa;
    }

    /** For the authority section of a negative answer: the lesser of the TTLs (RFC 2308 §3). */
    SOARecord negativeSoa() {
        return new SOARecord(
                apex,
                DClass.IN,
                Math.min(ttl, negativeTtl),
                soa.getHost(),
                soa.getAdmin(),
                soa.getSerial(),
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum());
    }

    NSRecord ns() {
        return ns;
    }

    /** The number that a name below the apex stands for; empty when a label is no digit or there are too many. */
    Optional<E164> number(Name name) {
        int labels = name.labels() - apex.labels();
        if (labels < 1 || labels > 15) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder(labels);
        for (int i = labels - 1; i >= 0; i--) {
            byte[] label = name.getLabel(i);
            if (label[0] != 1 || label[1] < '0' || label[1] > '9') {
                return Optional.empty();
            }
            digits.append((char) label[1]);
        }
        return Optional.of(new E164(digits.toString()));
    }

    /** The records under the name as it was asked, in whatever case. */
    List<Record> records(Name owner, NumberMapping mapping) {
        List<Record> records = new ArrayList<>(2);
        mapping.uri().ifPresent(uri -> records.add(naptr(owner, SIP_FIRST, SIP, uri)));
        if (mapping.routingNumber().isPresent() || mapping.dipped()) {
            records.add(naptr(owner, PSTN_NEXT, PSTN, telUri(mapping)));
        }
        return List.copyOf(records);
    }

    /** RFC 4769 §4: {@code tel:+15551230001;npdi;rn=+15559990000}. */
    private static String telUri(NumberMapping mapping) {
        return "tel:" + mapping.number() + (mapping.dipped() ? ";npdi" : "")
                + mapping.routingNumber().map(rn -> ";rn=" + rn).orElse("");
    }

    /** A terminal rule whose pattern takes any number (RFC 6116 §3.4, RFC 3403 §4.1). */
    private NAPTRRecord naptr(Name owner, int preference, String service, String uri) {
        String substitution = "!^.*$!" + uri + '!';
        return new NAPTRRecord(owner, DClass.IN, ttl, ORDER, preference, "u", service, substitution, Name.root);
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("not a domain name: " + text, e);
        }
    }
}
