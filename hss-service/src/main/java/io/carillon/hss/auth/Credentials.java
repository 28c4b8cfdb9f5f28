package io.carillon.hss.auth;

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

    /** H(A1) of SIP digest, which is as good as the password (RFC 2617 §3.2.2.2). */
    record DigestHa1(byte[] ha1) implements Credentials {

        public static DigestHa1 of(Impi user, String realm, String password) {
            String a1 = user.value() + ':' + realm + ':' + password;
            try {
                return new DigestHa1(MessageDigest.getInstance("MD5").digest(a1.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException absent) {
                throw new IllegalStateException("this JDK has no MD5", absent);
            }
        }

        @Override
        public Scheme scheme() {
            return Scheme.DIGEST;
        }

        @Override
        public byte[] bytes() {
            return ha1.clone();
        }

        @Override
        public String toString() {
            return "DigestHa1[hidden]";
        }
    }
}
