package io.carillon.node.admin;

import io.carillon.node.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param secret the HS256 key of the admin tokens in base64, the same for all nodes; there is no default on purpose */
@ConfigurationProperties("carillon.admin")
record AdminProperties(@Nullable String secret) {
    private static final String REMEDY =
            "Set CARILLON_ADMIN_SECRET to the base64 of 32 random bytes, the same for every"
                    + " node (openssl rand -base64 32).";

    AdminSecret key() {
        if (secret == null || secret.isBlank()) {
            throw new StartRefused("carillon.admin.secret is not set, and a node has no default password.", REMEDY);
        }
        try {
            return AdminSecret.ofBase64(secret);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("carillon.admin.secret cannot be used: " + e.getMessage() + ".", REMEDY);
        }
    }

    @Override
    public String toString() {
        return "AdminProperties[…]";
    }
}
