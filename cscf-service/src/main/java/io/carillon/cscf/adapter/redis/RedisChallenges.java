package io.carillon.cscf.adapter.redis;

import io.carillon.cscf.scscf.Challenges;
import io.carillon.node.redis.RedisBatch;
import io.carillon.node.store.StoredFormat;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Challenges under a hash of their nonce; GETDEL makes a nonce good for one attempt, whichever node takes it. The nonce
 * is also the key that the HA1 is encrypted with: who reads the store alone has neither.
 */
public final class RedisChallenges implements Challenges {
    private static final int VERSION = 1;
    private static final String KEY = "cscf:nonce:";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int IV = 12;
    private static final int TAG_BITS = 128;

    private final StringRedisTemplate redis;
    private final StoredFormat<Pending> format;

    public RedisChallenges(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.format = new StoredFormat<>(json, Pending.class, VERSION);
    }

    @Override
    public void put(String nonce, Pending pending, Duration ttl) {
        var iv = new byte[IV];
        RANDOM.nextBytes(iv);
        var text = format.write(nonce, pending).getBytes(StandardCharsets.UTF_8);
        var sealed = crypt(Cipher.ENCRYPT_MODE, nonce, iv, text);
        var value = Arrays.copyOf(iv, IV + sealed.length);
        System.arraycopy(sealed, 0, value, IV, sealed.length);
        RedisBatch.run(redis, batch -> batch.set(key(nonce), Base64.getEncoder().encodeToString(value), ttl));
    }

    /** To be asked when the batch has run. */
    Supplier<Optional<Pending>> take(RedisBatch batch, String nonce) {
        var value = batch.getAndDelete(key(nonce));
        return () -> value.get().map(text -> opened(nonce, text));
    }

    private Pending opened(String nonce, String text) {
        var bytes = Base64.getDecoder().decode(text);
        var plain = crypt(
                Cipher.DECRYPT_MODE, nonce, Arrays.copyOf(bytes, IV), Arrays.copyOfRange(bytes, IV, bytes.length));
        return format.read(new String(plain, StandardCharsets.UTF_8));
    }

    private static String key(String nonce) {
        return KEY + HexFormat.of().formatHex(hash("name", nonce), 0, 16);
    }

    /** Two uses, two hashes: the name in the store says nothing of the key. */
    private static byte[] hash(String use, String nonce) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(use.getBytes(StandardCharsets.US_ASCII));
            sha.update((byte) 0);
            return sha.digest(nonce.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static byte[] crypt(int mode, String nonce, byte[] iv, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(hash("key", nonce), "AES"), new GCMParameterSpec(TAG_BITS, iv));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A stored challenge is not what was put there", e);
        }
    }
}
