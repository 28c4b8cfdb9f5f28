package io.carillon.ipsec;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** IK and CK of an AKA run and what ESP makes of them (TS 33.203 Annex I). */
public final class AkaKeys {
    private static final int LENGTH = 16;
    private static final int SALT = 4;

    private final byte[] ik;
    private final byte[] ck;

    public AkaKeys(byte[] ik, byte[] ck) {
        if (ik.length != LENGTH || ck.length != LENGTH) {
            throw new IllegalArgumentException("IK and CK have 128 bits");
        }
        this.ik = ik.clone();
        this.ck = ck.clone();
    }

    /** As they stand in a challenge to the P-CSCF (TS 24.229 §7.2A.1). @throws IllegalArgumentException */
    public static AkaKeys ofHex(String ik, String ck) {
        return new AkaKeys(HexFormat.of().parseHex(ik), HexFormat.of().parseHex(ck));
    }

    /** The integrity key; for AES-GMAC with its salt behind it (RFC 4543 §3.2). */
    byte[] integrity(Integrity algorithm) {
        return switch (algorithm) {
            case HMAC_MD5_96 -> ik.clone();
            case HMAC_SHA_1_96 -> Arrays.copyOf(ik, 20); // 32 zero bits at the end
            case AES_GMAC -> join(ik, salt(0x58, "AES_GMAC_SALT"));
            case NULL -> new byte[0];
        };
    }

    /** The encryption key; for AES-GCM with its salt behind it (RFC 4106 §4). */
    byte[] encryption(Encryption algorithm) {
        return switch (algorithm) {
            case NULL -> new byte[0];
            case DES_EDE3_CBC -> join(ck, Arrays.copyOf(ck, 8)); // first half, second half, first half
            case AES_CBC -> ck.clone();
            case AES_GCM -> join(ck, salt(0x59, "AES_GCM_SALT"));
        };
    }

    String ikHex() {
        return HexFormat.of().formatHex(ik);
    }

    String ckHex() {
        return HexFormat.of().formatHex(ck);
    }

    /** The last 32 bits of the key derivation function of TS 33.220 Annex B. */
    private byte[] salt(int function, String label) {
        var name = label.getBytes(StandardCharsets.US_ASCII);
        var input = new byte[name.length + 3];
        input[0] = (byte) function;
        System.arraycopy(name, 0, input, 1, name.length);
        input[name.length + 2] = (byte) name.length;
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(join(ck, ik), "HmacSHA256"));
            var derived = mac.doFinal(input);
            return Arrays.copyOfRange(derived, derived.length - SALT, derived.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AkaKeys keys && Arrays.equals(ik, keys.ik) && Arrays.equals(ck, keys.ck);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ik);
    }

    /** Keys are never written. */
    @Override
    public String toString() {
        return "AkaKeys[…]";
    }
}
