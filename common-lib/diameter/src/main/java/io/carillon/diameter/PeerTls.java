package io.carillon.diameter;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * TLS from the first byte of a link, with a certificate on both sides (RFC 6733 §13.1). A peer is who the DNS names of its
 * certificate say; wildcards do not count.
 */
public final class PeerTls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final int DNS_NAME = 2;

    private final Supplier<SSLContext> context;

    /** @param context asked for each link, so that new ones show and trust what is right now */
    public PeerTls(Supplier<SSLContext> context) {
        this.context = context;
    }

    SSLSocket accepting(Socket plain) throws IOException {
        var socket = over(plain, false);
        socket.setNeedClientAuth(true);
        return socket;
    }

    /** The handshake comes with the first byte; who the peer is has to be looked at by who asks. */
    public SSLSocket connecting(Socket plain) throws IOException {
        return over(plain, true);
    }

    private SSLSocket over(Socket plain, boolean client) throws IOException {
        var socket = (SSLSocket) context.get()
                .getSocketFactory()
                .createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
        socket.setUseClientMode(client);
        socket.setEnabledProtocols(VERSIONS);
        // A close does not wait for ever behind a write to a peer that does not read.
        socket.setSoLinger(true, 1);
        return socket;
    }

    /** The DNS names of the peer's certificate; handshakes if that has not been done. */
    static List<String> names(SSLSocket socket, int patienceMillis) throws IOException {
        socket.setSoTimeout(patienceMillis);
        socket.startHandshake();
        socket.setSoTimeout(0);
        try {
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            var names = shown.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
                            .map(name -> (String) name.get(1))
                            .toList();
        } catch (CertificateParsingException e) {
            throw new IOException("the peer's certificate cannot be read", e);
        }
    }

    static boolean isAmong(Collection<String> names, String host) {
        return names.stream().anyMatch(host::equalsIgnoreCase);
    }
}
