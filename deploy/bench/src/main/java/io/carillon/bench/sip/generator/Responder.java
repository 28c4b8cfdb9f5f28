package io.carillon.bench.sip.generator;

import io.carillon.identity.aka.Milenage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Answers challenges: digest (RFC 2617 with MD5, as phones of today do) and IMS-AKA (RFC 3310). */
final class Responder {
    private static final byte[] NONCE = Text.ascii("nonce=\"");
    private static final byte[] REALM = Text.ascii("realm=\"");
    private static final byte[] QOP = Text.ascii("qop=");
    private static final byte[] AKA = Text.ascii("AKAv1-MD5");
    private static final String URI = "sip:" + Generator.DOMAIN;
    private static final int RAND = 16;

    private final MessageDigest md5;
    private final String request;
    private final Milenage usim = new Milenage(Usim.KEY, Usim.OPC);
    private final boolean border;
    private final Text out = new Text();

    Responder(Manner manner) {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
        border = manner.border();
        request = hash(ascii("REGISTER:" + URI));
    }

    private String name(int user) {
        return border ? "u%06d@%s".formatted(user, Generator.DOMAIN) : "u%06d".formatted(user);
    }

    /** What a first REGISTER says: to an IMS, who asks (TS 24.229 §5.1.1.2.2), to a plain registrar nothing. */
    Text beforeChallenge(int user) {
        out.clear();
        return border
                ? out.add(Text.ascii("Authorization: Digest username=\"" + name(user) + "\",realm=\"" + Generator.DOMAIN
                        + "\",uri=\"" + URI + "\",nonce=\"\",response=\"\",algorithm=AKAv1-MD5\r\n"))
                : out;
    }

    /** The Authorization line for the challenge in this line. */
    Text answer(int user, Incoming message, int line) {
        var nonce = value(message, NONCE, line);
        var realm = value(message, REALM, line);
        var name = name(user);
        boolean aka = message.indexOf(AKA, line) >= 0;
        md5.update(ascii(name + ":" + realm + ":"));
        var secret = hash(aka ? response(nonce) : ascii(Generator.PASSWORD));
        boolean qop = message.indexOf(QOP, line) >= 0;
        var response = hash(ascii(
                qop
                        ? secret + ":" + nonce + ":00000001:5ca1ab1e:auth:" + request
                        : secret + ":" + nonce + ":" + request));
        return out.clear()
                .add(Text.ascii("Authorization: Digest username=\"" + name + "\",realm=\"" + realm + "\",nonce=\""
                        + nonce + "\",uri=\"" + URI + "\",response=\"" + response + "\",algorithm="
                        + (aka ? "AKAv1-MD5" : "MD5")
                        + (qop ? ",cnonce=\"5ca1ab1e\",qop=auth,nc=00000001\r\n" : "\r\n")));
    }

    /** RES, which is the password. All users have the same key, and their cards believe every network. */
    private byte[] response(String nonce) {
        var rand = Arrays.copyOf(Base64.getDecoder().decode(nonce), RAND);
        return usim.f2345(rand).res();
    }

    private static String value(Incoming message, byte[] name, int line) {
        int from = message.indexOf(name, line) + name.length;
        int to = from;
        while (message.bytes[to] != '"') {
            to++;
        }
        return new String(message.bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String hash(byte[] rest) {
        return HexFormat.of().formatHex(md5.digest(rest));
    }
}
