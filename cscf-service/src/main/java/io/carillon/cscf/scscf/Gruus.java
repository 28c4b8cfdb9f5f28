package io.carillon.cscf.scscf;

import io.carillon.identity.Impu;
import io.carillon.identity.SipUri;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Globally routable URIs of devices (RFC 5627, TS 24.229 §5.4.7A). A temporary one holds whose it is under encryption,
 * so that nothing needs to be stored for it and two of them look unlike.
 */
public final class Gruus {
    private static final String PARAM = "gr";
    private static final String TEMPORARY = "tgruu.";
    private static final int IV = 12;
    private static final int SHORT = 8;

    private final byte[] nameKey;
    private final byte[] sealKey;

    /** @param secret the same in every node of the cluster */
    public Gruus(byte[] secret) {
        this.nameKey = mac(secret, "gruu name");
        this.sealKey = Arrays.copyOf(mac(secret, "gruu seal"), 16);
    }

    /** The public GRUU of a device that names itself. */
    public Optional<SipUri> permanent(Impu impu, Contact contact) {
        return impu.isTel()
                ? Optional.empty()
                : name(contact).map(name -> impu.sipUri().withParam(PARAM, name));
    }

    /** An IMEI is not for others to see: a UUID made of it stands in the gr parameter (TS 24.229 §5.4.7A.2). */
    private Optional<String> name(Contact contact) {
        return Contact.instance(contact.address())
                .map(quoted -> quoted.replaceAll("[<>]", ""))
                .map(urn -> urn.startsWith("urn:gsma:imei:") ? "urn:uuid:" + uuid(urn) : urn);
    }

    private UUID uuid(String urn) {
        var hash = ByteBuffer.wrap(mac(nameKey, urn));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    /** The temporary GRUU that came with the contact's last REGISTER: another one with the next. */
    public Optional<SipUri> temporary(Impu impu, Contact contact) {
        if (impu.isTel() || Contact.instance(contact.address()).isEmpty()) {
            return Optional.empty();
        }
        var identity = impu.value().getBytes(StandardCharsets.UTF_8);
        var plain = ByteBuffer.allocate(2 * SHORT + Integer.BYTES + identity.length)
                .put(brief(contact.key()))
                .put(brief(contact.callId()))
                .putInt(contact.cseq())
                .put(identity)
                .array();
        var iv = Arrays.copyOf(mac(nameKey, Base64.getEncoder().encodeToString(plain)), IV);
        var sealed = crypt(Cipher.ENCRYPT_MODE, iv, plain);
        var all = ByteBuffer.allocate(IV + sealed.length).put(iv).put(sealed).array();
        var user = TEMPORARY + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        return Optional.of(SipUri.of(user, impu.sipUri().host()).withParam(PARAM));
    }

    public static boolean isGruu(SipUri uri) {
        return uri.hasParam(PARAM);
    }

    /** Whom a GRUU means; empty for one that is none of ours. */
    Optional<Callee> callee(SipUri gruu) {
        var name = gruu.param(PARAM).orElse("");
        if (!name.isEmpty()) {
            return Optional.of(new Callee(
                    Impu.of(gruu), contact -> name(contact).filter(name::equals).isPresent()));
        }
        return gruu.user().filter(user -> user.startsWith(TEMPORARY)).flatMap(this::opened);
    }

    private Optional<Callee> opened(String user) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(user.substring(TEMPORARY.length()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (all.length < IV + 2 * SHORT + Integer.BYTES) {
            return Optional.empty();
        }
        var plain = crypt(Cipher.DECRYPT_MODE, Arrays.copyOf(all, IV), Arrays.copyOfRange(all, IV, all.length));
        if (plain.length == 0) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(plain);
        var key = new byte[SHORT];
        var callId = new byte[SHORT];
        buffer.get(key).get(callId);
        int cseq = buffer.getInt();
        var identity = new byte[buffer.remaining()];
        buffer.get(identity);
        return Optional.of(new Callee(
                Impu.parse(new String(identity, StandardCharsets.UTF_8)),
                contact -> Arrays.equals(key, brief(contact.key()))
                        && Arrays.equals(callId, brief(contact.callId()))
                        && cseq >= contact.firstCseq()));
    }

    private byte[] brief(String text) {
        return Arrays.copyOf(mac(nameKey, text), SHORT);
    }

    /** Nothing for what was not sealed here. */
    private byte[] crypt(int mode, byte[] iv, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(sealKey, "AES"), new GCMParameterSpec(128, iv));
            return cipher.doFinal(text);
        } catch (AEADBadTagException e) {
            return new byte[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES-GCM", e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
