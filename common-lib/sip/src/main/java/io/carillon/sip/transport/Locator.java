package io.carillon.sip.transport;

import io.carillon.identity.SipUri;
import java.util.List;

/** Finds where to send a request (RFC 3263). */
public interface Locator {
    /**
     * The hops to try for this URI, best first; empty if there is none. May wait for DNS unless {@link #immediate}.
     */
    List<Hop> locate(SipUri uri);

    /** As {@link #locate}, for a request of a dialog: it goes to the node that holds the dialog, even if that one is leaving. */
    default List<Hop> locateInDialog(SipUri uri) {
        return locate(uri);
    }

    /** True if {@link #locate} answers without waiting, so that an I/O thread may ask. */
    boolean immediate(SipUri uri);

    /** Hears that a hop did not answer, so that others are preferred for a while. */
    default void failed(Hop hop) {}
}
