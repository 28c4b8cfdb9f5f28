package io.carillon.charging.ocs;

/** The store of balances is away: nothing was decided, and the same request may be sent again. */
public final class LedgerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerUnavailable(Throwable cause) {
        super(root(cause), cause);
    }

    /** The driver's reason, one line of it. */
    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString().lines().findFirst().orElse("");
    }
}
