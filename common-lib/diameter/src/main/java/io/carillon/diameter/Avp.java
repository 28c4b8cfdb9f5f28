package io.carillon.diameter;

import java.util.ArrayList;
import java.util.List;

/** One attribute-value pair as it is on the wire (RFC 6733 §4.1): what no record names is kept as this. */
public record Avp(int code, long vendor, int flags, Octets data) {
    public static final int VENDOR = 0x80;
    public static final int MANDATORY = 0x40;

    public Avp {
        flags = vendor == 0 ? flags & ~VENDOR : flags | VENDOR;
    }

    public static <T> Avp of(Attribute<T> attribute, T value) {
        return new Avp(attribute.code(), attribute.vendor(), attribute.flags(), attribute.encode(value));
    }

    /** A grouped AVP of AVPs that no record holds, such as Failed-AVP. */
    public static Avp grouped(Attribute<?> attribute, List<Avp> members) {
        return grouped(attribute.code(), attribute.vendor(), attribute.flags(), members);
    }

    public static Avp grouped(int code, long vendor, int flags, List<Avp> members) {
        var out = new AvpWriter();
        members.forEach(out::avp);
        return new Avp(code, vendor, flags, out.octets());
    }

    public boolean mandatory() {
        return (flags & MANDATORY) != 0;
    }

    /** The AVPs inside a grouped one. */
    public List<Avp> members() {
        return list(data);
    }

    static List<Avp> list(Octets body) {
        var members = new ArrayList<Avp>();
        for (var cursor = new AvpCursor(body); cursor.next(); ) {
            members.add(cursor.avp());
        }
        return List.copyOf(members);
    }

    boolean is(Attribute<?> attribute) {
        return code == attribute.code() && vendor == attribute.vendor();
    }
}
