package io.carillon.im.smsip.pdu;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Year, month, day, hour, minute, second in semi-octets, then the distance to GMT in quarters of an hour (TS 23.040
 * §9.2.3.11): whole seconds.
 */
public record Timestamp(OffsetDateTime time) {
    private static final int QUARTER = 15 * 60;
    /** The sign of the time zone: bit 3 of its octet, the highest of the tens. */
    private static final int MINUS = 0x08;

    public Timestamp {
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    public static Timestamp of(Instant instant, ZoneId zone) {
        return new Timestamp(instant.atZone(zone).toOffsetDateTime());
    }

    public Instant instant() {
        return time.toInstant();
    }

    static Timestamp read(OctetReader in, String what) {
        var fields = new int[6];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = SemiOctets.number(in.octet(what));
        }
        int zone = in.octet(what);
        int quarters = SemiOctets.number(zone & ~MINUS);
        try {
            int seconds = (zone & MINUS) == 0 ? quarters * QUARTER : -quarters * QUARTER;
            // Two digits: the first systems are of the nineties.
            int year = fields[0] < 90 ? 2000 + fields[0] : 1900 + fields[0];
            return new Timestamp(OffsetDateTime.of(
                    year,
                    fields[1],
                    fields[2],
                    fields[3],
                    fields[4],
                    fields[5],
                    0,
                    ZoneOffset.ofTotalSeconds(seconds)));
        } catch (DateTimeException e) {
            throw TpException.broken(what + ": " + e.getMessage());
        }
    }

    void write(OctetWriter out) {
        out.octet(SemiOctets.octet(time.getYear() % 100))
                .octet(SemiOctets.octet(time.getMonthValue()))
                .octet(SemiOctets.octet(time.getDayOfMonth()))
                .octet(SemiOctets.octet(time.getHour()))
                .octet(SemiOctets.octet(time.getMinute()))
                .octet(SemiOctets.octet(time.getSecond()));
        int quarters = time.getOffset().getTotalSeconds() / QUARTER;
        out.octet(SemiOctets.octet(Math.abs(quarters)) | (quarters < 0 ? MINUS : 0));
    }
}
