package io.carillon.bench.sip.generator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers digest challenges (RFC 2617 with MD5, as phones of today do). */
final class Responder {
    private static final byte[] NONCE = Text.ascii("nonce=\"");
    private static final byte[] REALM = Text.ascii("realm=\"");
    private static final byte[] QOP = Text.ascii("qop=");
    private static final String URI = "sip:" + Generator.DOMAIN;

    private final MessageDigest md5;
    private final String request;
    private final Text out = new Text();

    Responder() {
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
        request = hash("REGISTER:" + URI);
    }

    /** The Authorization line for the challenge in this line. */
    Text answer(int user, Incoming message, int line) {
        var nonce = value(message, NONCE, line);
        var realm = value(message, REALM, line);
        var name = String.format("u%06d", user);
        var secret = hash(name + ":" + realm + ":" + Generator.PASSWORD);
        boolean qop = message.indexOf(QOP, line) >= 0;
        var response = qop
                ? hash(secret + ":" + nonce + ":00000001:5ca1ab1e:auth:" + request)
                : hash(secret + ":" + nonce + ":" + request);
        return out.clear()
                .add(Text.ascii(
                        "Authorization: Digest username=\"" + name + "\",realm=\"" + realm + "\",nonce=\"" + nonce
                                + "\",uri=\"" + URI + "\",response=\"" + response + "\",algorithm=MD5"
                                + (qop ? ",cnonce=\"5ca1ab1e\",qop=auth,nc=00000001\r\n" : "\r\n")));
    }

    private static String value(Incoming message, byte[] name, int line) {
        int from = message.indexOf(name, line) + name.length;
        int to = from;
        while (message.bytes[to] != '"') {
            to++;
        }
        return new String(message.bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
