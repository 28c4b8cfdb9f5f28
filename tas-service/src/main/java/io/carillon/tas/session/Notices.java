package io.carillon.tas.session;

import io.carillon.identity.Impu;

/** Short texts of the services to their users. */
public interface Notices {
    /** Sends it when there is time; returns at once, and nobody waits for what becomes of it. */
    void tell(Impu user, String text);
}
