package io.carillon.node.logging;

import java.util.function.UnaryOperator;

/** How public identities stand in logs. */
enum IdentityMask implements UnaryOperator<String> {
    /** As they are. */
    FULL {
        @Override
        public String apply(String identity) {
            return identity;
        }
    },
    /** Their beginning and their domain: enough to know one's own, too little to call it. */
    MASKED {
        @Override
        public String apply(String identity) {
            int name = identity.indexOf(':') + 1;
            int at = identity.indexOf('@', name);
            int end = at < 0 ? identity.length() : at;
            int shown = name + Math.min(SHOWN, (end - name) / 2);
            return identity.substring(0, shown) + "***" + identity.substring(end);
        }
    };

    private static final int SHOWN = 4;
}
