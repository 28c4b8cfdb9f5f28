package io.carillon.hss.provisioning;

import java.util.HexFormat;

/** Keys as people write them. */
final class Hex {
    private Hex() {}

    /** The bytes, or an IllegalArgumentException that does not show them. */
    static byte[] bytes(String name, String digits, int length) {
        try {
            byte[] bytes = HexFormat.of().parseHex(digits.strip());
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException notHex) {
            // told below, without the digits
        }
        throw new IllegalArgumentException(name + " must be " + 2 * length + " hexadecimal digits");
    }
}
