package io.carillon.diameter;

import java.util.List;

/** A command of an application with all of its data. */
public interface DiameterMessage {
    Envelope envelope();

    /** {@code *[ AVP ]}: what the record does not name. */
    List<Avp> extra();

    /** The Session-Id, or an empty string before the message has one. */
    default String sessionId() {
        return envelope().sessionId().orElse("");
    }
}
