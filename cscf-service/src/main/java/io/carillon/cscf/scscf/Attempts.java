package io.carillon.cscf.scscf;

import io.carillon.identity.Impi;

/** Failed authentications, counted in the whole cluster by private identity and by where they come from. */
public interface Attempts {
    /** True while nobody is let in under this identity or from there, not even with the right answer. */
    boolean locked(Impi impi, String source);

    /** @return true if this was one too many, and the lock is on from now */
    boolean failed(Impi impi, String source);
}
