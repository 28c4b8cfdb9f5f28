package io.carillon.ipsec.helper;

import io.carillon.ipsec.Encryption;
import io.carillon.ipsec.EspAssociation;
import io.carillon.ipsec.Integrity;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.List;

/** Associations as lines of {@code ip -batch}: what is written here goes to standard input, never to a command line. */
final class IpBatch {
    /** Marks what is ours among the host's associations and policies. */
    static final int MARK = 33_203;

    private IpBatch() {}

    /** One line for the state, one for each protocol's policy: a selector with ports has one protocol. */
    static String add(EspAssociation association) {
        var lines = new StringBuilder("xfrm state add ").append(identity(association));
        lines.append(" reqid ")
                .append(MARK)
                .append(" mode transport replay-window 32 ")
                .append(algorithms(association))
                .append('\n');
        for (var protocol : List.of("udp", "tcp")) {
            lines.append("xfrm policy update ")
                    .append(selector(association, protocol))
                    .append(" priority ")
                    .append(MARK)
                    .append(" tmpl ")
                    .append(identity(association))
                    .append(" reqid ")
                    .append(MARK)
                    .append(" mode transport\n");
        }
        return lines.toString();
    }

    static String deleteState(EspAssociation association) {
        return "xfrm state delete " + identity(association) + "\n";
    }

    static String deletePolicies(EspAssociation association) {
        return "xfrm policy delete " + selector(association, "udp") + "\nxfrm policy delete "
                + selector(association, "tcp") + "\n";
    }

    /** What an earlier life of the helper left. */
    static String deleteAll() {
        return "xfrm state deleteall reqid " + MARK + "\nxfrm policy deleteall priority " + MARK + "\n";
    }

    private static String identity(EspAssociation association) {
        return "src " + text(association.source()) + " dst " + text(association.destination()) + " proto esp spi "
                + association.spi();
    }

    static String selector(EspAssociation association, String protocol) {
        int prefix = association.source() instanceof Inet4Address ? 32 : 128;
        return "src " + text(association.source()) + "/" + prefix + " dst " + text(association.destination()) + "/"
                + prefix + " proto " + protocol + " sport " + association.sourcePort() + " dport "
                + association.destinationPort() + " dir " + (association.inbound() ? "in" : "out");
    }

    private static String text(InetAddress address) {
        return address.getHostAddress();
    }

    private static String algorithms(EspAssociation association) {
        var suite = association.suite();
        if (suite.encryption() == Encryption.AES_GCM) {
            return "aead rfc4106(gcm(aes)) " + hex(association.encryptionKey()) + " 128";
        }
        if (suite.integrity() == Integrity.AES_GMAC) {
            return "aead rfc4543(gcm(aes)) " + hex(association.integrityKey()) + " 128";
        }
        var digest = suite.integrity() == Integrity.HMAC_MD5_96 ? "hmac(md5)" : "hmac(sha1)";
        return "auth " + digest + " " + hex(association.integrityKey()) + " enc " + cipher(association);
    }

    private static String cipher(EspAssociation association) {
        return switch (association.suite().encryption()) {
            case NULL -> "ecb(cipher_null) \"\"";
            case DES_EDE3_CBC -> "cbc(des3_ede) " + hex(association.encryptionKey());
            case AES_CBC -> "cbc(aes) " + hex(association.encryptionKey());
            case AES_GCM -> throw new IllegalArgumentException("A combined mode has no cipher of its own");
        };
    }

    private static String hex(byte[] key) {
        return "0x" + HexFormat.of().formatHex(key);
    }
}
