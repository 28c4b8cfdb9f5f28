package io.carillon.rtpproxy.control;

/** A command that is answered with {@code result=error}; the message is its {@code error-reason}. */
final class NgRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NgRefusal(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
