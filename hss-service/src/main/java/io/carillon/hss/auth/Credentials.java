package io.carillon.hss.auth;

import io.carillon.hss.subscriber.DigestAlgorithm;
import io.carillon.hss.subscriber.Scheme;
import io.carillon.identity.Impi;
import io.carillon.identity.aka.AkaFunctions;
import io.carillon.identity.aka.Milenage;
import io.carillon.identity.aka.Tuak;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;

/** What a subscriber proves its identity with. Its text form says nothing of it. */
public sealed interface Credentials {

    Scheme scheme();

    byte[] bytes();

    /** The keys of a USIM, and the AMF its vectors carry (TS 33.102 §6.3.2). */
    sealed interface Aka extends Credentials {
        byte[] amf();

        AkaFunctions functions();

        @Override
        default Scheme scheme() {
            return Scheme.AKA;
        }

        static Aka of(byte[] bytes) {
            return bytes.length == AkaKeys.LENGTH ? AkaKeys.of(bytes) : TuakKeys.of(bytes);
        }
    }

    /** K and OPc for Milenage (TS 35.206). */
    record AkaKeys(byte[] k, byte[] opc, byte[] amf) implements Aka {
        private static final int KEY = 16;
        private static final int LENGTH = 2 * KEY + 2;

        public AkaKeys {
            if (k.length != KEY || opc.length != KEY || amf.length != 2) {
                throw new IllegalArgumentException("K and OPc have 16 bytes, AMF 2");
            }
        }

        static AkaKeys of(byte[] bytes) {
            if (bytes.length != LENGTH) {
                throw new IllegalStateException("stored AKA keys have " + bytes.length + " bytes, not " + LENGTH);
            }
            return new AkaKeys(
                    Arrays.copyOf(bytes, KEY),
                    Arrays.copyOfRange(bytes, KEY, 2 * KEY),
                    Arrays.copyOfRange(bytes, 2 * KEY, LENGTH));
        }

        @Override
        public AkaFunctions functions() {
            return new Milenage(k, opc);
        }

        @Override
        public byte[] bytes() {
            byte[] bytes = Arrays.copyOf(k, LENGTH);
            System.arraycopy(opc, 0, bytes, KEY, KEY);
            System.arraycopy(amf, 0, bytes, 2 * KEY, 2);
            return bytes;
        }

        @Override
        public String toString() {
            return "AkaKeys[hidden]";
        }
    }

    /**
     * K and TOPc for TUAK (TS 35.231).
     *
     * @param k 16 or 32 bytes
     * @param res how many bytes RES has
     * @param iterations of Keccak
     */
    record TuakKeys(byte[] k, byte[] topc, byte[] amf, int res, int iterations) implements Aka {
        private static final int TOPC = 32;
        private static final int HEAD = 2;

        public TuakKeys {
            if (amf.length != 2) {
                throw new IllegalArgumentException("AMF has 2 bytes");
            }
            tuak(k, topc, res, iterations);
        }

        static TuakKeys of(byte[] bytes) {
            int k = bytes.length - HEAD - TOPC - 2;
            if (k != 16 && k != 32) {
                throw new IllegalStateException("stored AKA keys have " + bytes.length + " bytes, which no kind has");
            }
            int topcAt = HEAD + k;
            return new TuakKeys(
                    Arrays.copyOfRange(bytes, HEAD, topcAt),
                    Arrays.copyOfRange(bytes, topcAt, topcAt + TOPC),
                    Arrays.copyOfRange(bytes, topcAt + TOPC, bytes.length),
                    bytes[0] & 0xff,
                    bytes[1] & 0xff);
        }

        private static Tuak tuak(byte[] k, byte[] topc, int res, int iterations) {
            Tuak.Sizes usual = Tuak.Sizes.USUAL;
            return new Tuak(k, topc, new Tuak.Sizes(usual.mac(), res, usual.ck(), usual.ik(), iterations));
        }

        @Override
        public AkaFunctions functions() {
            return tuak(k, topc, res, iterations);
        }

        /** RES length, iterations, K, TOPc, AMF. */
        @Override
        public byte[] bytes() {
            return ByteBuffer.allocate(HEAD + k.length + TOPC + 2)
                    .put((byte) res)
                    .put((byte) iterations)
                    .put(k)
                    .put(topc)
                    .put(amf)
                    .array();
        }

        @Override
        public String toString() {
            return "TuakKeys[hidden]";
        }
    }

    /**
     * Where the user is, which his access network vouches for: a line, or an address.
     *
     * @param scheme which of the two
     */
    record Place(Scheme scheme, String text) implements Credentials {
        @Override
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /**
     * H(A1) of SIP digest, which is as good as the password (RFC 2617 §3.2.2.2, RFC 8760 §2.4).
     *
     * @param md5 empty for a user who is not to be challenged with it
     * @param sha256 the same
     */
    record DigestHa1(byte[] md5, byte[] sha256) implements Credentials {
        private static final int MD5 = 16;
        private static final int SHA_256 = 32;

        public DigestHa1 {
            if (md5.length != 0 && md5.length != MD5
                    || sha256.length != 0 && sha256.length != SHA_256
                    || md5.length + sha256.length == 0) {
                throw new IllegalArgumentException("H(A1) has 16 bytes of MD5, 32 of SHA-256, or both");
            }
        }

        public static DigestHa1 of(Impi user, String realm, String password, Set<DigestAlgorithm> algorithms) {
            byte[] a1 = (user.value() + ':' + realm + ':' + password).getBytes(StandardCharsets.UTF_8);
            return new DigestHa1(
                    algorithms.contains(DigestAlgorithm.MD5) ? hash("MD5", a1) : new byte[0],
                    algorithms.contains(DigestAlgorithm.SHA_256) ? hash("SHA-256", a1) : new byte[0]);
        }

        private static byte[] hash(String name, byte[] text) {
            try {
                return MessageDigest.getInstance(name).digest(text);
            } catch (NoSuchAlgorithmException absent) {
                throw new IllegalStateException("this JDK has no " + name, absent);
            }
        }

        /** Their lengths tell them apart: subscribers stored before there was SHA-256 have 16 bytes. */
        static DigestHa1 of(byte[] bytes) {
            int md5 = bytes.length % SHA_256;
            return new DigestHa1(Arrays.copyOf(bytes, md5), Arrays.copyOfRange(bytes, md5, bytes.length));
        }

        @Override
        public Scheme scheme() {
            return Scheme.DIGEST;
        }

        @Override
        public byte[] bytes() {
            byte[] bytes = Arrays.copyOf(md5, md5.length + sha256.length);
            System.arraycopy(sha256, 0, bytes, md5.length, sha256.length);
            return bytes;
        }

        @Override
        public String toString() {
            return "DigestHa1[hidden]";
        }
    }
}
