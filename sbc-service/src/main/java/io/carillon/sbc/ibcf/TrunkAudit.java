package io.carillon.sbc.ibcf;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Whom this network has turned away, and why; all borders write into one. */
public interface TrunkAudit {
    /**
     * @param source address that it came from
     * @param proven the domains that its certificate stands for
     * @param trunk the name of the one it is, empty if it is none
     * @param identity whom it called its caller
     */
    record Entry(
            Instant at,
            String node,
            String source,
            Set<String> proven,
            String trunk,
            String identity,
            String callId,
            String reason) {}

    /** Never fails the procedure that it is told of. */
    void refused(Entry entry);

    /** The latest first. */
    List<Entry> latest(int most);
}
