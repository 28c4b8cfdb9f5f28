package io.carillon.msrp;

import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * @param host under which peers reach this endpoint
 * @param server with it the endpoint speaks TLS, and its URIs are msrps
 * @param client for connections to msrps peers; without it there are none
 * @param pinned for those whose certificate is known by its fingerprint
 * @param fingerprint of our own certificate, as a description has it
 * @param connections at most, of either direction
 * @param patience with a head that does not end, a peer that does not read, a response that does not come (§7.1.1: 30 s)
 */
public record MsrpSettings(
        InetSocketAddress bind,
        String host,
        @Nullable SslContext server,
        @Nullable SslContext client,
        @Nullable SslContext pinned,
        @Nullable String fingerprint,
        int connections,
        Duration patience) {
    public static MsrpSettings at(InetSocketAddress bind, String host) {
        return new MsrpSettings(bind, host, null, null, null, null, 10_000, Duration.ofSeconds(30));
    }

    public MsrpSettings tls(SslContext asServer, SslContext asClient) {
        return new MsrpSettings(bind, host, asServer, asClient, asClient, null, connections, patience);
    }

    /** With TLS for peers whose descriptions ask for it, whichever side connects. */
    public MsrpSettings tls(MsrpTls tls) {
        return new MsrpSettings(
                bind, host, tls.server(), tls.client(), tls.pinned(), tls.fingerprint(), connections, patience);
    }

    public MsrpSettings patience(Duration value) {
        return new MsrpSettings(bind, host, server, client, pinned, fingerprint, connections, value);
    }

    public MsrpSettings connections(int value) {
        return new MsrpSettings(bind, host, server, client, pinned, fingerprint, value, patience);
    }
}
