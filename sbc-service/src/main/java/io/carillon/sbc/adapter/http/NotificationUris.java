package io.carillon.sbc.adapter.http;

import io.carillon.node.admin.AdminSecret;
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

    boolean isOf(String key, String icid, String subscriber) {
        return MessageDigest.isEqual(
                key.getBytes(StandardCharsets.UTF_8), key(icid, subscriber).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether this is a way that a PCF is told to take: never an open port beside a protected one. */
    boolean leadsHere(boolean secured) {
        return secured == here.get().getScheme().equals("https");
    }

    private String key(String icid, String subscriber) {
        var mac = secret.mac("n5 notifications\n" + icid + "\n" + subscriber);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }
}
