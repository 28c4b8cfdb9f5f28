package io.carillon.hss.auth;

import io.carillon.hss.subscriber.Scheme;
import io.carillon.identity.Impi;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts credentials at rest: each under a key of its own, and that key under the master key. Both encryptions are
 * bound to the subscriber, so that no row's secret serves another.
 *
 * <pre>
 *  1        4           12           48          12             n + 16
 * +---+-----------+------------+------------+------------+------------------+
 * | 1 | master id |   nonce    | record key |   nonce    | credentials, tag |
 * +---+-----------+------------+------------+------------+------------------+
 * </pre>
 */
public final class Vault {
    private static final byte FORMAT = 1;
    private static final int ID = 4;
    private static final int NONCE = 12;
    private static final int KEY = 32;
    private static final int TAG = 16;
    private static final int KEY_AT = 1 + ID;
    private static final int DATA_AT = KEY_AT + NONCE + KEY + TAG;
    private static final int SHORTEST = 1 + ID + NONCE + KEY + TAG + NONCE + TAG;

    private final MasterKey current;
    private final List<MasterKey> known;
    private final SecureRandom random = new SecureRandom();

    /** Over a master key of 32 bytes. */
    public Vault(byte[] masterKey) {
        this(masterKey, List.of());
    }

    /** Seals with one master key, and opens what was sealed with it or with one of those that it follows. */
    public Vault(byte[] masterKey, List<byte[]> former) {
        current = MasterKey.of(masterKey);
        known = Stream.concat(Stream.of(current), former.stream().map(MasterKey::of))
                .toList();
    }

    /** Tells the present master key from another without telling anything of it. */
    public byte[] currentId() {
        return current.id().clone();
    }

    /** All keys that this vault opens with, the present one first, in hexadecimal. */
    public List<String> knownIds() {
        return known.stream().map(each -> HexFormat.of().formatHex(each.id())).toList();
    }

    public byte[] seal(Impi owner, Credentials credentials) {
        byte[] key = random(KEY);
        byte[] plain = credentials.bytes();
        byte[] bound = bound(owner, credentials.scheme());
        ByteBuffer sealed =
                ByteBuffer.allocate(SHORTEST + plain.length).put(FORMAT).put(current.id());
        put(sealed, current.key(), bound, key);
        put(sealed, new SecretKeySpec(key, "AES"), bound, plain);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(plain, (byte) 0);
        return sealed.array();
    }

    /** The credentials; {@link VaultException} when they were sealed with another key, for another owner, or altered. */
    public Credentials open(Impi owner, Scheme scheme, byte[] sealed) {
        MasterKey master = masterOf(owner, sealed);
        byte[] bound = bound(owner, scheme);
        try {
            byte[] key = decrypt(master.key(), bound, sealed, KEY_AT, DATA_AT);
            byte[] plain = decrypt(new SecretKeySpec(key, "AES"), bound, sealed, DATA_AT, sealed.length);
            return switch (scheme) {
                case AKA -> Credentials.Aka.of(plain);
                case DIGEST -> Credentials.DigestHa1.of(plain);
                case NASS_BUNDLED, EARLY_IMS ->
                    new Credentials.Place(scheme, new String(plain, StandardCharsets.UTF_8));
            };
        } catch (GeneralSecurityException altered) {
            throw new VaultException("the stored credentials of " + owner + " were altered", altered);
        }
    }

    /** The same secret with its record key under the present master key; what the record key encrypts stays as it is. */
    public byte[] rewrap(Impi owner, Scheme scheme, byte[] sealed) {
        MasterKey master = masterOf(owner, sealed);
        byte[] bound = bound(owner, scheme);
        try {
            byte[] key = decrypt(master.key(), bound, sealed, KEY_AT, DATA_AT);
            ByteBuffer rewrapped =
                    ByteBuffer.allocate(sealed.length).put(FORMAT).put(current.id());
            put(rewrapped, current.key(), bound, key);
            Arrays.fill(key, (byte) 0);
            return rewrapped.put(sealed, DATA_AT, sealed.length - DATA_AT).array();
        } catch (GeneralSecurityException altered) {
            throw new VaultException("the stored credentials of " + owner + " were altered", altered);
        }
    }

    private MasterKey masterOf(Impi owner, byte[] sealed) {
        if (sealed.length < SHORTEST || sealed[0] != FORMAT) {
            throw new VaultException("the stored credentials of " + owner + " are not in a form this version reads");
        }
        return known.stream()
                .filter(each -> Arrays.equals(each.id(), 0, ID, sealed, KEY_AT - ID, KEY_AT))
                .findFirst()
                .orElseThrow(() -> new VaultException("the credentials of " + owner
                        + " were encrypted with another master key: set carillon.hss.master-key to the key they were"
                        + " provisioned under, or name it in carillon.hss.former-master-keys"));
    }

    private void put(ByteBuffer sealed, SecretKeySpec key, byte[] bound, byte[] plain) {
        byte[] nonce = random(NONCE);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, bound, new GCMParameterSpec(8 * TAG, nonce));
            sealed.put(nonce).put(cipher.doFinal(plain));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK has no AES-GCM", impossible);
        }
    }

    private static byte[] decrypt(SecretKeySpec key, byte[] bound, byte[] sealed, int from, int to)
            throws GeneralSecurityException {
        var nonce = new GCMParameterSpec(8 * TAG, sealed, from, NONCE);
        return cipher(Cipher.DECRYPT_MODE, key, bound, nonce).doFinal(sealed, from + NONCE, to - from - NONCE);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] bound, GCMParameterSpec nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, nonce);
        cipher.updateAAD(bound);
        return cipher;
    }

    private static byte[] bound(Impi owner, Scheme scheme) {
        return (scheme.name() + ' ' + owner.value()).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** @param id tells one master key from another without telling anything of it */
    private record MasterKey(SecretKeySpec key, byte[] id) {
        static MasterKey of(byte[] bytes) {
            if (bytes.length != KEY) {
                throw new IllegalArgumentException("the master key must have " + KEY + " bytes, not " + bytes.length);
            }
            try {
                byte[] id = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(bytes), ID);
                return new MasterKey(new SecretKeySpec(bytes, "AES"), id);
            } catch (GeneralSecurityException absent) {
                throw new IllegalStateException("this JDK has no SHA-256", absent);
            }
        }
    }
}
