package io.carillon.cscf.scscf.accounting;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions that ring or are answered, and not over, where every S-CSCF finds them. */
public interface Sessions {
    void save(String name, Session session);

    /** The same a moment later, unless it is saved or removed by then. Only who saves it may ask for it before. */
    void saveSoon(String name, Session session);

    Optional<Session> find(String name);

    /** Nobody waits for it to be done. */
    void remove(String name);

    /** Names of sessions that should be over by now; nobody else gets these for a while. */
    List<String> overdue(Instant now, int most);
}
