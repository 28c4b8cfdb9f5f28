package io.carillon.diameter;

import static io.carillon.diameter.BaseAvps.DESTINATION_HOST;
import static io.carillon.diameter.BaseAvps.DESTINATION_REALM;
import static io.carillon.diameter.BaseAvps.ORIGIN_HOST;
import static io.carillon.diameter.BaseAvps.ORIGIN_REALM;
import static io.carillon.diameter.BaseAvps.SESSION_ID;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session and who speaks to whom. What the sender leaves open, the peer connection fills in. */
public record Envelope(
        Optional<String> sessionId,
        Optional<String> originHost,
        Optional<String> originRealm,
        Optional<String> destinationHost,
        Optional<String> destinationRealm) {

    public static final Envelope OPEN =
            new Envelope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Of requests that any node of the realm may answer. */
    public static final Grammar<Envelope> REQUEST = Grammar.of(Envelope.class, Envelope::ofRequest)
            .filledIn(SESSION_ID, Envelope::sessionId)
            .filledIn(ORIGIN_HOST, Envelope::originHost)
            .filledIn(ORIGIN_REALM, Envelope::originRealm)
            .optional(DESTINATION_HOST, Envelope::destinationHost)
            .filledIn(DESTINATION_REALM, Envelope::destinationRealm)
            .closed();

    /** Of requests to one host: {@code { Destination-Host }}. */
    public static final Grammar<Envelope> REQUEST_TO_HOST = Grammar.of(Envelope.class, Envelope::ofRequest)
            .filledIn(SESSION_ID, Envelope::sessionId)
            .filledIn(ORIGIN_HOST, Envelope::originHost)
            .filledIn(ORIGIN_REALM, Envelope::originRealm)
            .filledIn(DESTINATION_HOST, Envelope::destinationHost)
            .filledIn(DESTINATION_REALM, Envelope::destinationRealm)
            .closed();

    public static final Grammar<Envelope> ANSWER = Grammar.of(Envelope.class, Envelope::ofAnswer)
            .filledIn(SESSION_ID, Envelope::sessionId)
            .filledIn(ORIGIN_HOST, Envelope::originHost)
            .filledIn(ORIGIN_REALM, Envelope::originRealm)
            .closed();

    /** In this session, everything else open. */
    public static Envelope session(String id) {
        return new Envelope(Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, for that host. */
    public Envelope to(String host) {
        return new Envelope(sessionId, originHost, originRealm, Optional.of(host), destinationRealm);
    }

    /** The same, for that realm. */
    public Envelope toRealm(String realm) {
        return new Envelope(sessionId, originHost, originRealm, destinationHost, Optional.of(realm));
    }

    /** The same, from that node. */
    Envelope from(LocalNode node) {
        return new Envelope(
                sessionId, Optional.of(node.host()), Optional.of(node.realm()), destinationHost, destinationRealm);
    }

    /** Own values first, these where open. */
    Envelope orElse(Envelope other) {
        return new Envelope(
                sessionId.or(other::sessionId),
                originHost.or(other::originHost),
                originRealm.or(other::originRealm),
                destinationHost.or(other::destinationHost),
                destinationRealm.or(other::destinationRealm));
    }

    private static Envelope ofRequest(@Nullable Object[] c) {
        return new Envelope(text(c[0]), text(c[1]), text(c[2]), text(c[3]), text(c[4]));
    }

    private static Envelope ofAnswer(@Nullable Object[] c) {
        return new Envelope(text(c[0]), text(c[1]), text(c[2]), Optional.empty(), Optional.empty());
    }

    private static Optional<String> text(@Nullable Object component) {
        return component instanceof Optional<?> held ? held.map(String.class::cast) : Optional.empty();
    }
}
