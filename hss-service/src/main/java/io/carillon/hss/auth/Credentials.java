package io.carillon.hss.auth;

import io.carillon.hss.subscriber.Scheme;
import io.carillon.identity.Impi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** What a subscriber proves its identity with. Its text form says nothing of it. */
public sealed interface Credentials {

    Scheme scheme();

    byte[] bytes();

    /** K and OPc of a USIM, and the AMF its vectors carry (TS 33.102 §6.3.2). */
    record AkaKeys(byte[] k, byte[] opc, byte[] amf) implements Credentials {
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
        public Scheme scheme() {
            return Scheme.AKA;
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
