package io.carillon.hss.subscriber;

import io.carillon.identity.Impi;
import java.util.List;
import java.util.Map;

/** The encrypted credentials of all subscribers, for changing the key they are under. */
public interface SealedSecrets {
    /** @param id by which they are read on */
    record Stored(long id, Impi owner, SealedSecret secret) {}

    /** Some of those after the given id that are not under this master key. */
    List<Stored> notUnder(byte[] masterKeyId, long after, int most);

    /** Unless it was changed since it was read. */
    boolean replace(Stored stored, byte[] sealed);

    /** How many are under each master key, by its id in hexadecimal. */
    Map<String, Long> countByMasterKey();
}
