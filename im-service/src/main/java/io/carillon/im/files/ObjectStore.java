package io.carillon.im.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Objects by name, each small enough for memory: what is larger is several of them. Throws StoreAway. */
public interface ObjectStore {
    /** @param written for those who clean up */
    record Stored(ObjectName name, long size, Instant written) {}

    /** Whole or not at all, and on the disk when this returns; takes the place of what had the name. */
    void put(ObjectName name, byte[] content);

    Optional<byte[]> get(ObjectName name);

    /** What is not there is deleted already. */
    void delete(ObjectName name);

    /** Everything below the name, in order of names. */
    List<Stored> below(ObjectName name);
}
