package io.carillon.sdp.ng;

import java.util.Optional;

/** A datagram or command that is not NG; the message is the {@code error-reason} to answer when there is a cookie. */
public final class NgException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<String> cookie;

    NgException(String message) {
        this(message, Optional.empty());
    }

    private NgException(String message, Optional<String> cookie) {
        super(message, null, false, false);
        this.cookie = cookie;
    }

    NgException under(String readCookie) {
        return new NgException(reason(), Optional.of(readCookie));
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /** The cookie, when that much could be read. */
    public Optional<String> cookie() {
        return cookie;
    }
}
