package io.carillon.hss.auth;

/** Stored credentials that cannot be read: a fault of this installation, not of the subscriber. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(message);
    }

    VaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
