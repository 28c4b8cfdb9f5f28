package io.carillon.testkit.sms;

import java.io.ByteArrayOutputStream;

/** The GSM 7 bit default alphabet with its extension, packed into octets (TS 23.038 §6.1.2.1, §6.2.1). */
final class Gsm7 {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final int ESCAPE = 0x1b;

    private Gsm7() {}

    /** Septets one after the other. @throws NotInAlphabet for a character without a code */
    static byte[] septets(String text) {
        var septets = new ByteArrayOutputStream();
        for (char each : text.toCharArray()) {
            int basic = each == ESCAPE ? -1 : BASIC.indexOf(each);
            if (basic >= 0) {
                septets.write(basic);
            } else {
                septets.write(ESCAPE);
                septets.write(extended(each));
            }
        }
        return septets.toByteArray();
    }

    private static int extended(char wanted) {
        for (var entry : Extension.ALL) {
            if (entry.character() == wanted) {
                return entry.code();
            }
        }
        throw new NotInAlphabet(wanted);
    }

    static String text(byte[] septets) {
        var text = new StringBuilder();
        for (int i = 0; i < septets.length; i++) {
            if (septets[i] == ESCAPE && i + 1 < septets.length) {
                text.append(fromExtension(septets[++i]));
            } else {
                text.append(BASIC.charAt(septets[i]));
            }
        }
        return text.toString();
    }

    private static char fromExtension(byte code) {
        for (var entry : Extension.ALL) {
            if (entry.code() == code) {
                return entry.character();
            }
        }
        return BASIC.charAt(code);
    }

    /** Eight septets in seven octets, the first in the low bits. */
    static byte[] pack(byte[] septets) {
        var octets = new byte[(septets.length * 7 + 7) / 8];
        for (int i = 0; i < septets.length * 7; i++) {
            if ((septets[i / 7] >> i % 7 & 1) != 0) {
                octets[i / 8] |= (byte) (1 << i % 8);
            }
        }
        return octets;
    }

    static byte[] unpack(byte[] octets, int count) {
        if (octets.length * 8 < count * 7) {
            throw new IllegalArgumentException("TP-UD is shorter than TP-UDL says");
        }
        var septets = new byte[count];
        for (int i = 0; i < count * 7; i++) {
            if ((octets[i / 8] >> i % 8 & 1) != 0) {
                septets[i / 7] |= (byte) (1 << i % 7);
            }
        }
        return septets;
    }

    /** TS 23.038 §6.2.1.1. */
    private record Extension(char character, int code) {
        static final Extension[] ALL = {
            new Extension('\f', 0x0a),
            new Extension('^', 0x14),
            new Extension('{', 0x28),
            new Extension('}', 0x29),
            new Extension('\\', 0x2f),
            new Extension('[', 0x3c),
            new Extension('~', 0x3d),
            new Extension(']', 0x3e),
            new Extension('|', 0x40),
            new Extension('€', 0x65)
        };
    }
}
