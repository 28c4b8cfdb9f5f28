package io.carillon.sip.transport;

import java.util.Locale;
import java.util.Optional;

/** A SIP transport, named as in the Via header (RFC 3261 §20.42, RFC 7118 §5.2). */
public enum Transport {
    UDP,
    TCP,
    TLS,
    WS,
    WSS;

    /** Reliable transports need no retransmission (RFC 3261 §17). */
    public boolean reliable() {
        return this != UDP;
    }

    /** Nothing but its length tells where a message on it ends (RFC 3261 §18.3); a WebSocket has frames (RFC 7118 §5). */
    public boolean streams() {
        return this == TCP || this == TLS;
    }

    /** TLS below. */
    public boolean secure() {
        return this == TLS || this == WSS;
    }

    /** As a URI names it; WSS is no name of its own there (RFC 7118 §5.2.3). */
    public String parameter() {
        return this == WSS ? "ws" : name().toLowerCase(Locale.ROOT);
    }

    public int defaultPort() {
        return switch (this) {
            case UDP, TCP -> 5060;
            case TLS -> 5061;
            case WS -> 80;
            case WSS -> 443;
        };
    }

    /** By the name in a Via header or a transport parameter. */
    public static Optional<Transport> of(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "UDP" -> Optional.of(UDP);
            case "TCP" -> Optional.of(TCP);
            case "TLS" -> Optional.of(TLS);
            case "WS" -> Optional.of(WS);
            case "WSS" -> Optional.of(WSS);
            default -> Optional.empty();
        };
    }
}
