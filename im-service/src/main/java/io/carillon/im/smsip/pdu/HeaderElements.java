package io.carillon.im.smsip.pdu;

import java.util.Optional;

/** Elements of a user data header (TS 23.040 §9.2.3.24), without the header's length octet. */
final class HeaderElements {
    private static final int CONCATENATED_8 = 0x00;
    private static final int CONCATENATED_16 = 0x08;
    private static final int NATIONAL_SINGLE_SHIFT = 0x24;
    private static final int NATIONAL_LOCKING_SHIFT = 0x25;

    private HeaderElements() {}

    /** Which tables the text behind the header is written with (§9.2.3.24.15, §9.2.3.24.16). */
    static Alphabet7 alphabet(Octets elements) {
        return new Alphabet7(language(elements, NATIONAL_LOCKING_SHIFT), language(elements, NATIONAL_SINGLE_SHIFT));
    }

    /** Which part of which message this is; empty for a message of one part, and for a part that cannot be (§9.2.3.24.1). */
    static Optional<Part> part(Octets elements) {
        return find(elements, CONCATENATED_8, 3)
                .map(value -> new Part(value.at(0), value.at(1), value.at(2)))
                .or(() -> find(elements, CONCATENATED_16, 4)
                        .map(value -> new Part(value.at(0) << 8 | value.at(1), value.at(2), value.at(3))))
                .filter(Part::isPossible);
    }

    static Octets of(Alphabet7 alphabet, Optional<Part> part) {
        var out = new OctetWriter();
        part.ifPresent(each -> out.octet(CONCATENATED_8)
                .octet(3)
                .octet(each.reference())
                .octet(each.total())
                .octet(each.number()));
        if (alphabet.single() != 0) {
            out.octet(NATIONAL_SINGLE_SHIFT).octet(1).octet(alphabet.single());
        }
        if (alphabet.locking() != 0) {
            out.octet(NATIONAL_LOCKING_SHIFT).octet(1).octet(alphabet.locking());
        }
        return out.written();
    }

    private static int language(Octets elements, int identifier) {
        return find(elements, identifier, 1).map(value -> value.at(0)).orElse(0);
    }

    /** The last of its kind counts (§9.2.3.24); one of another length is as if it were not there. */
    private static Optional<Octets> find(Octets elements, int identifier, int length) {
        var found = Optional.<Octets>empty();
        var in = new OctetReader(elements);
        while (in.left() > 0) {
            int each = in.octet("element identifier");
            var value = in.octets(in.octet("element length"), "header element");
            if (each == identifier && value.length() == length) {
                found = Optional.of(value);
            }
        }
        return found;
    }
}
