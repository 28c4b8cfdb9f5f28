package io.carillon.cscf.scscf;

/**
 * Requests that application servers have sent on to another node than the one that asked them (TS 24.229 §5.4.3.4). Kept
 * as long as a request may be under way of which its server has said no more than 100.
 */
public interface SentOn {
    /** @param passage that the original dialog identifier names */
    void mark(String passage);

    boolean isMarked(String passage);

    /** The request has its answer: nobody will ask. Does not wait. */
    void forget(String passage);
}
