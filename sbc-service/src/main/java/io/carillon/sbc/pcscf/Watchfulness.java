package io.carillon.sbc.pcscf;

import java.util.Optional;

/**
 * What is watched of a phone from its registration on.
 *
 * @param registrations empty if the operator does not want them watched
 * @param paths the same of the way to the phone
 */
public record Watchfulness(
        Optional<RegistrationWatch> registrations, Optional<SignallingPaths> paths, AccessUsers users) {
    boolean watches() {
        return registrations.isPresent() || paths.isPresent();
    }

    /** A phone that registers again is watched already. */
    AccessUser known(AccessUser user) {
        return paths.flatMap(ignored -> users.onFlow(user.flow()))
                .filter(before -> before.defaultIdentity().equals(user.defaultIdentity()))
                .map(before -> user.watched(before.policySession()))
                .orElse(user);
    }

    /** After the phone has heard of its success. Waits for those who are asked. @param access from where it registered */
    void begin(AccessUser user, String access) {
        if (user.policySession().isEmpty()) {
            paths.ifPresent(each -> each.watch(user, access));
        }
        registrations.ifPresent(each -> each.begin(user));
    }
}
