package io.carillon.node.admin;

import java.util.Locale;

/** Who may do what on an admin port; each role may do all that the ones after it may. */
public enum AdminRole {
    ADMIN,
    OPERATOR,
    VIEWER;

    /** As the token's claim has it. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean includes(AdminRole other) {
        return compareTo(other) <= 0;
    }
}
