package io.carillon.console.account;

import io.carillon.node.admin.AdminRole;
import java.time.Instant;

/** @param secret the Argon2id hash of the password */
public record Account(String name, AdminRole role, String secret, Instant created) {
    @Override
    public String toString() {
        return "Account[" + name + ", " + role + "]";
    }
}
