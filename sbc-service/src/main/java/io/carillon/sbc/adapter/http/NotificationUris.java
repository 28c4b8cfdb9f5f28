package io.carillon.sbc.adapter.http;

import io.carillon.node.admin.AdminSecret;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;

/**
 * Where a PCF says what happens to a session: an address of that session's own that nobody can guess, for there is no
 * token in this direction (TS 33.501 §13.4.1 is of service requests). Every border of the cluster knows it.
 */
public final class NotificationUris {
    private final Supplier<URI> here;
    private final AdminSecret secret;

    /** @param here where this node hears of its sessions */
    public NotificationUris(Supplier<URI> here, AdminSecret secret) {
        this.here = here;
        this.secret = secret;
    }

    URI of(String icid, String subscriber) {
        return URI.create(here.get() + "/" + key(icid, subscriber));
    }

    /** Of the way between this phone and us. */
    URI ofPath(InetAddress ue) {
        return URI.create(here.get() + "/" + pathKey(ue));
    }

    boolean isOf(String key, String icid, String subscriber) {
        return same(key, key(icid, subscriber));
    }

    boolean isOfPath(String key, InetAddress ue) {
        return same(key, pathKey(ue));
    }

    private static boolean same(String key, String ours) {
        return MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), ours.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is a way that a PCF is told to take: never an open port beside a protected one. */
    boolean leadsHere(boolean secured) {
        return secured == here.get().getScheme().equals("https");
    }

    private String key(String icid, String subscriber) {
        return encoded("n5 notifications\n" + icid + "\n" + subscriber);
    }

    private String pathKey(InetAddress ue) {
        return encoded("n5 signalling\n" + ue.getHostAddress());
    }

    private String encoded(String about) {
        var mac = secret.mac(about);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
