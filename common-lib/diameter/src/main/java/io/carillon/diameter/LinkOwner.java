package io.carillon.diameter;

import java.util.List;

/** The node that a link belongs to. */
interface LinkOwner {
    LocalNode local();

    List<Application> applications();

    Identifiers identifiers();

    PeerTimers timers();

    /** Whether this may be the Origin-Host of the peer. */
    boolean admits(Link link, String host);

    /** Capabilities are exchanged: the link can be used. */
    void opened(Link link);

    void closed(Link link);

    /** A request of an application; must not block. */
    void requested(Link link, Frame request);
}
