package io.carillon.diameter;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The basic and derived AVP data formats of RFC 6733 §4.2 and §4.3. */
final class Formats {
    /** Seconds from 1900 (NTP) to 1970 (Unix). */
    private static final long NTP_TO_UNIX = 2_208_988_800L;

    static final Format<String> TEXT = of(-1, (v, out) -> out.text(v), Formats::utf8);
    /** DiameterIdentity and Session-Id (RFC 6733 §4.3.1, §8.8): one line of visible characters. */
    static final Format<String> NAME = of(-1, (v, out) -> out.text(v), Formats::name);

    static final Format<Octets> OCTETS = of(-1, (v, out) -> out.octets(v), Function.identity());
    static final Format<Integer> INTEGER32 = of(4, (v, out) -> out.int32(v), data -> data.int32(0));
    static final Format<Long> UNSIGNED32 =
            of(4, (v, out) -> out.int32(unsigned(v)), data -> data.int32(0) & 0xffff_ffffL);
    static final Format<Long> INTEGER64 = of(8, (v, out) -> out.int64(v), data -> data.int64(0));
    static final Format<Instant> TIME =
            of(4, (v, out) -> out.int32((int) (v.getEpochSecond() + NTP_TO_UNIX)), Formats::instant);
    static final Format<InetAddress> ADDRESS = of(-1, Formats::writeAddress, Formats::readAddress);
    /** Framed-IP-Address (RFC 7155 §4.4.10.5.1): four bare octets. */
    static final Format<InetAddress> IPV4 = of(4, (v, out) -> out.bytes(ipv4(v)), data -> inet(data.toArray()));

    static final Format<Boolean> FLAG = of(4, (v, out) -> out.int32(v ? 1 : 0), Formats::flag);

    private Formats() {}

    static <E extends Enum<E> & Coded> Format<E> enumerated(E[] values) {
        var byCode = new HashMap<Integer, E>();
        for (E value : values) {
            byCode.put(value.code(), value);
        }
        Map<Integer, E> known = Map.copyOf(byCode);
        return of(4, (v, out) -> out.int32(v.code()), data -> {
            var value = known.get(data.int32(0));
            if (value == null) {
                throw new IllegalArgumentException("value " + data.int32(0));
            }
            return value;
        });
    }

    private static <T> Format<T> of(int exact, BiConsumer<T, AvpWriter> write, Function<Octets, T> read) {
        return new Format<>() {
            @Override
            public void write(T value, AvpWriter out) {
                write.accept(value, out);
            }

            @Override
            public T read(Octets data) {
                return read.apply(data);
            }

            @Override
            public int minimum() {
                return Math.max(exact, 0);
            }

            @Override
            public int exact() {
                return exact;
            }
        };
    }

    private static String utf8(Octets data) {
        var text = data.text();
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return text;
    }

    private static String name(Octets data) {
        var text = utf8(data);
        if (text.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
                throw new IllegalArgumentException("not one visible name");
            }
        }
        return text;
    }

    private static boolean flag(Octets data) {
        int value = data.int32(0);
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("value " + value);
        }
        return value == 1;
    }

    private static int unsigned(long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(value + " is not an Unsigned32");
        }
        return (int) value;
    }

    /** RFC 6733 §4.3.1: past 2036 the clock starts again with the top bit clear (RFC 5905 §6). */
    private static Instant instant(Octets data) {
        long ntp = data.int32(0) & 0xffff_ffffL;
        return Instant.ofEpochSecond((ntp < 0x8000_0000L ? ntp + 0x1_0000_0000L : ntp) - NTP_TO_UNIX);
    }

    private static void writeAddress(InetAddress address, AvpWriter out) {
        out.int8(0);
        out.int8(address instanceof Inet4Address ? 1 : 2);
        out.bytes(address.getAddress());
    }

    private static InetAddress readAddress(Octets data) {
        int family = data.at(0) << 8 | data.at(1) & 0xff;
        int length = family == 1 ? 4 : 16;
        if (family != 1 && family != 2 || data.length() != length + 2) {
            throw new IllegalArgumentException("address family " + family);
        }
        return inet(data.slice(2, length).toArray());
    }

    private static byte[] ipv4(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getAddress();
        }
        throw new IllegalArgumentException(address + " is not an IPv4 address");
    }

    private static InetAddress inet(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
