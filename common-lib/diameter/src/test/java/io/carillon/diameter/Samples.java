package io.carillon.diameter;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Messages with every line of their grammar filled, or only those that must be there. */
final class Samples {
    static final Avp UNKNOWN = new Avp(99_999, 77_777, 0, Octets.of("kept"));

    /** Where any value of the format would not do. */
    private static final Map<String, Octets> SPECIAL = Map.of(
            "Result-Code", Octets.ofHex("000007d1"),
            "Subscription-Id-Type", Octets.ofHex("00000002"),
            "User-Equipment-Info-Type", Octets.ofHex("00000003"),
            "User-Equipment-Info-Value", Octets.ofHex("0011223344556677"),
            "3GPP-User-Location-Info", Octets.ofHex("8062f2100001"),
            "3GPP-MS-TimeZone", Octets.ofHex("4000"),
            "3GPP-SGSN-MCC-MNC", Octets.of("26201"),
            "NetLoc-Access-Support", Octets.ofHex("00000000"),
            "Framed-Interface-Id", Octets.ofHex("0011223344556677"),
            "Framed-IPv6-Prefix", Octets.ofHex("004020010db800000001"));

    private Samples() {}

    static Stream<Procedure<?, ?>> procedures(Application... applications) {
        return Stream.of(applications).flatMap(a -> a.procedures().stream());
    }

    static <T> T full(Grammar<T> grammar) {
        return fill(grammar.draft(), grammar, true).extra(UNKNOWN).build();
    }

    /** All that the grammar names and nothing else. */
    static <T> T named(Grammar<T> grammar) {
        return fill(grammar.draft(), grammar, true).build();
    }

    static <T> T smallest(Grammar<T> grammar) {
        return fill(grammar.draft(), grammar, false).build();
    }

    private static <T> Draft<T> fill(Draft<T> draft, Grammar<T> grammar, boolean all) {
        for (var part : grammar.parts()) {
            switch (part) {
                case Part.Field<T, ?> field -> set(draft, field, all);
                case Part.Inline<T, ?> inline -> inline(draft, inline, all);
                case Part.Constant<T, ?> constant -> {}
            }
        }
        return draft;
    }

    private static <T> void inline(Draft<T> draft, Part.Inline<T, ?> inline, boolean all) {
        if (inline.grammar() == Result.GRAMMAR) {
            draft.result(all ? ThreeGppResult.FIRST_REGISTRATION : BaseResult.SUCCESS);
            return;
        }
        for (var part : inline.grammar().parts()) {
            if (part instanceof Part.Field<?, ?> field) {
                set(draft, field, all);
            }
        }
    }

    private static <V> void set(Draft<?> draft, Part.Field<?, V> field, boolean all) {
        if (all || field.cardinality().onTheWire()) {
            V value = value(field.attribute(), all);
            draft.set(field.attribute(), value);
            if (all && field.cardinality().many()) {
                draft.add(field.attribute(), value);
            }
        }
    }

    static <V> V value(Attribute<V> attribute, boolean all) {
        if (attribute.format() instanceof GroupFormat<V>(var grammar)) {
            // A group with nothing in it is legal, and useless.
            V smallest = smallest(grammar.get());
            return all || attribute.encode(smallest).length() == 0 ? named(grammar.get()) : smallest;
        }
        var special = SPECIAL.get(attribute.name());
        if (special != null) {
            return attribute.decode(special);
        }
        for (var data : candidates()) {
            try {
                return attribute.decode(data);
            } catch (AvpException notThis) {
                continue;
            }
        }
        throw new AssertionError("no sample for " + attribute);
    }

    private static List<Octets> candidates() {
        var candidates = new ArrayList<Octets>();
        candidates.add(octets(out -> out.text("sip:a@example.org")));
        candidates.add(octets(out -> {
            out.int8(0);
            out.int8(1);
            out.bytes(new byte[] {10, 1, 2, 3});
        }));
        for (int code = 1; code < 20; code++) {
            int value = code;
            candidates.add(octets(out -> out.int32(value)));
        }
        candidates.add(octets(out -> out.int32(0)));
        candidates.add(octets(out -> out.int64(123_456_789_012L)));
        return candidates;
    }

    private static Octets octets(Consumer<AvpWriter> write) {
        var out = new AvpWriter();
        write.accept(out);
        return out.octets();
    }

    static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
