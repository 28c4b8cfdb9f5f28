package io.carillon.sip.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificates in use. New connections get what the files say now; a broken file changes nothing. */
final class TlsContexts {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
    /** As many threads as there are handshakes, which the number of connections bounds. */
    private static final Executor WAITING =
            task -> Thread.ofVirtual().name("tls-proof").start(task);

    private static final int CLIENT_HELLO = 16 << 10;
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final TlsSettings settings;
    private volatile TlsMaterial material;
    private Map<Path, String> seen;

    /** @throws IOException if a file cannot be used: nobody starts with broken certificates */
    TlsContexts(TlsSettings settings) throws IOException {
        this.settings = settings;
        this.seen = stamps();
        try {
            this.material = TlsMaterial.read(settings);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IOException("Certificates cannot be used: " + e.getMessage(), e);
        }
    }

    TlsSettings settings() {
        return settings;
    }

    boolean serves() {
        return material.server() != null;
    }

    /** Shows itself by certificate when it is the client. */
    boolean hasIdentity() {
        return !settings.identities().isEmpty();
    }

    /** Reads the files again if one of them has changed. */
    synchronized void refresh() {
        var now = stamps();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            material = TlsMaterial.read(settings);
            LOG.info("Certificates read again: {}", now.keySet());
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            LOG.error("Changed certificates cannot be used, the old ones stay in use: {}", e.getMessage());
        }
    }

    private Map<Path, String> stamps() {
        var stamps = new HashMap<Path, String>();
        for (var file : files()) {
            try {
                stamps.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
            } catch (IOException e) {
                stamps.put(file, "not there");
            }
        }
        return stamps;
    }

    private List<Path> files() {
        var files = new ArrayList<Path>();
        for (var identity : settings.identities()) {
            files.add(identity.certificate());
            files.add(identity.key());
        }
        if (settings.trust() != null) {
            files.add(settings.trust());
        }
        if (settings.revoked() != null) {
            files.add(settings.revoked());
        }
        return files;
    }

    /**
     * The server's end; the name that the client asks for chooses the certificate (RFC 6066 §3).
     *
     * @param clients what the client has to show, if not what the settings say
     */
    ChannelHandler server(TlsSettings.@Nullable Clients clients) {
        var now = material;
        var proof = proof();
        return new SniHandler(now::forName, CLIENT_HELLO, HANDSHAKE_MILLIS) {
            @Override
            protected SslHandler newSslHandler(SslContext context, ByteBufAllocator allocator) {
                var handler = context.newHandler(allocator, proof);
                handler.setHandshakeTimeout(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
                if (clients != null) {
                    demand(handler.engine(), clients);
                }
                return handler;
            }
        };
    }

    private static void demand(SSLEngine engine, TlsSettings.Clients clients) {
        switch (clients) {
            case ANYBODY -> engine.setWantClientAuth(false);
            case CERTIFICATE_WANTED -> engine.setWantClientAuth(true);
            case CERTIFICATE_NEEDED -> engine.setNeedClientAuth(true);
        }
    }

    /** Who looks at the far end's certificate: an OCSP responder is asked on a thread that may wait. */
    private Executor proof() {
        return settings.ocsp() ? WAITING : ImmediateExecutor.INSTANCE;
    }

    SslHandler client(ByteBufAllocator allocator, InetSocketAddress peer, String domain) {
        SslContext context = material.client();
        var handler = domain.isEmpty()
                ? context.newHandler(allocator, proof())
                : context.newHandler(allocator, domain, peer.getPort(), proof());
        handler.setHandshakeTimeout(HANDSHAKE_MILLIS, TimeUnit.MILLISECONDS);
        return handler;
    }

    /** Who the far end has proved to be; nobody if it showed no certificate. */
    static PeerIdentity peer(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? PeerIdentity.of(certificate)
                    : PeerIdentity.NONE;
        } catch (SSLPeerUnverifiedException e) {
            return PeerIdentity.NONE; // a client that was not asked, or did not want to
        }
    }
}
