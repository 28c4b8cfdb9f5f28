package io.carillon.stores;

/** A store did not start; the message says which one, and the cause why. */
public final class StoreStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
