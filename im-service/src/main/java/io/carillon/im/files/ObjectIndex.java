package io.carillon.im.files;

import io.carillon.im.files.ObjectStore.Stored;
import java.util.List;
import java.util.Optional;

/** Which object has which name, for stores that give out names of their own. Throws StoreAway. */
public interface ObjectIndex {
    /**
     * @param stored the name that we gave it
     * @param place the name that the store gave it; empty for an object without content
     */
    record Entry(Stored stored, String place) {}

    Optional<Entry> find(ObjectName name);

    void put(Entry entry);

    void remove(ObjectName name);

    /** In order of names. */
    List<Entry> below(ObjectName name);
}
