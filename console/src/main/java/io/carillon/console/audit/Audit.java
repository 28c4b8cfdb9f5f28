package io.carillon.console.audit;

import java.util.List;
import java.util.Optional;

/** What was changed, newest first. */
public interface Audit {
    void record(AuditEntry entry);

    /** @param before an entry's id: what is older */
    List<AuditEntry> newest(Optional<Long> before, int limit);
}
