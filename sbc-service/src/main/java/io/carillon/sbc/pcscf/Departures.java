package io.carillon.sbc.pcscf;

import io.carillon.sbc.security.SecurityAgreement;

/** What goes with a phone that is registered no more, whoever ended it (TS 24.229 §5.2.5). */
public final class Departures {
    private final Border border;
    private final AccessUsers users;
    private final SecurityAgreement security;
    private final SignallingPaths paths;

    public Departures(Border border, AccessUsers users, SecurityAgreement security, SignallingPaths paths) {
        this.border = border;
        this.users = users;
        this.security = security;
        this.paths = paths;
    }

    /** Its associations stay until it has heard of it. */
    void left(AccessUser user) {
        users.remove(user);
        var way = FlowToken.way(user.flow());
        if (way.isProtected()) {
            security.left(way.hop().address());
        }
        if (!user.policySession().isEmpty()) {
            border.afterwards(user.flow(), () -> paths.end(user));
        }
    }
}
