package io.carillon.im.smsip.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * TP-User-Data with its length and, if TP-UDHI is set, its header (TS 23.040 §9.2.3.24), kept octet for octet.
 *
 * @param header whether a user data header stands in front
 * @param length TP-UDL: septets for the default alphabet, octets otherwise
 * @param octets the field as it is on the wire
 */
public record UserData(DataCoding coding, boolean header, int length, Octets octets) {
    static final int MOST_OCTETS = 140;

    public static UserData ofText(String text) {
        return Gsm7.has(text)
                ? ofSeptets(Octets.NONE, Gsm7.septets(text))
                : ofOctets(DataCoding.UCS_2, Octets.NONE, text.getBytes(StandardCharsets.UTF_16BE));
    }

    /** Text of the default alphabet behind a header, its elements without the length octet. */
    public static UserData ofText(Octets elements, String text) {
        return ofSeptets(elements, Gsm7.septets(text));
    }

    static UserData ofSeptets(Octets elements, byte[] septets) {
        if (elements.length() == 0) {
            return new UserData(DataCoding.GSM_7, false, septets.length, Gsm7.pack(septets, 0));
        }
        int headed = elements.length() + 1;
        int fill = fill(headed);
        var octets = new OctetWriter()
                .withLength(elements)
                .octets(Gsm7.pack(septets, fill))
                .written();
        return new UserData(DataCoding.GSM_7, true, (headed * 8 + fill) / 7 + septets.length, octets);
    }

    static UserData ofOctets(DataCoding coding, Octets elements, byte[] data) {
        var out = new OctetWriter();
        if (elements.length() > 0) {
            out.withLength(elements);
        }
        var octets = out.octets(Octets.of(data)).written();
        return new UserData(coding, elements.length() > 0, octets.length(), octets);
    }

    /** Septets that have room behind a header with these elements. */
    static int septetsBehind(Octets elements) {
        int headed = elements.length() == 0 ? 0 : elements.length() + 1;
        return (MOST_OCTETS * 8 - headed * 8 - fill(headed)) / 7;
    }

    /** Octets that have room behind a header with these elements. */
    static int octetsBehind(Octets elements) {
        return elements.length() == 0 ? MOST_OCTETS : MOST_OCTETS - elements.length() - 1;
    }

    static UserData read(OctetReader in, DataCoding coding, boolean header) {
        int length = in.octet("TP-User-Data-Length");
        int count = coding.septets() ? (length * 7 + 7) / 8 : length;
        if (count > MOST_OCTETS) {
            throw TpException.broken("TP-User-Data has " + count + " octets");
        }
        var data = new UserData(coding, header, length, in.octets(count, "TP-User-Data"));
        data.checkHeader();
        return data;
    }

    private void checkHeader() {
        if (!header) {
            return;
        }
        if (octets.length() == 0) {
            throw TpException.broken("no room for the user data header");
        }
        var elements = new OctetReader(octets);
        var in = new OctetReader(elements.octets(elements.octet("UDHL"), "user data header"));
        while (in.left() > 0) {
            in.octet("element identifier");
            in.octets(in.octet("element length"), "header element");
        }
        if (coding.septets() && headerSeptets() > length) {
            throw TpException.broken("TP-User-Data-Length ends inside the header");
        }
    }

    void write(OctetWriter out) {
        out.octet(length).octets(octets);
    }

    /** Octets of the header with its length octet. */
    private int headerOctets() {
        return header ? octets.at(0) + 1 : 0;
    }

    private int headerSeptets() {
        return (headerOctets() * 8 + fill(headerOctets())) / 7;
    }

    /** Text begins on a septet boundary (§9.2.3.24, figure 9.2.3.24 (a)). */
    private static int fill(int headerOctets) {
        return (7 - headerOctets * 8 % 7) % 7;
    }

    /** The header's elements without the length octet. */
    public Optional<Octets> elements() {
        return header ? Optional.of(octets.slice(1, headerOctets())) : Optional.empty();
    }

    /** Which part of a longer message this is. */
    public Optional<Part> part() {
        return elements().flatMap(HeaderElements::part);
    }

    /** What a person reads; empty for data that is no text. */
    public Optional<String> text() {
        if (coding.compressed()) {
            return Optional.empty();
        }
        return switch (coding.alphabet()) {
            case EIGHT_BIT -> Optional.empty();
            case UCS_2 ->
                Optional.of(
                        new String(octets.slice(headerOctets(), octets.length()).bytes(), StandardCharsets.UTF_16BE));
            case GSM_7 -> {
                int skipped = headerSeptets();
                var alphabet = elements().map(HeaderElements::alphabet).orElse(Alphabet7.DEFAULT);
                yield Optional.of(alphabet.text(Gsm7.unpack(octets, length - skipped, skipped * 7)));
            }
        };
    }
}
