package io.carillon.cscf.scscf;

/**
 * Requests that application servers have sent on to another node than the one that asked them (TS 24.229 §5.4.3.4). Kept
 * as long as a request may be under way.
 */
public interface SentOn {
    /** @param passage that the original dialog identifier names */
    void mark(String passage);

    boolean isMarked(String passage);
}
