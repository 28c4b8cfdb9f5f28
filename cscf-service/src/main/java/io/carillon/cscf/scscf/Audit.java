package io.carillon.cscf.scscf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an operator wants to know afterwards of authentication: failures, locks, and who was put out by whom. */
public interface Audit {
    /** What happened. */
    enum Happening {
        WRONG_ANSWER,
        LOCKED,
        REFUSED_WHILE_LOCKED,
        RESYNCHRONISED,
        ADMITTED,
        PUT_OUT
    }

    /**
     * @param impi whom it is about
     * @param source the address that it came from, or the operator's name
     */
    record Entry(Instant at, Happening happening, String impi, String impu, String source, String node) {}

    /** Never fails the procedure that it is told of. */
    void record(Happening happening, String impi, String impu, String source);

    /** The latest first. */
    List<Entry> latest(Optional<String> impi, int most);
}
