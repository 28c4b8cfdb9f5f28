package io.carillon.launcher.api;

/** A node refused: its status code and its words. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    ApiException(String node, int status, String detail) {
        super(node + ": " + detail + " (HTTP " + status + ")");
        this.status = status;
    }

    public int status() {
        return status;
    }
}
