package io.carillon.hss.sh;

import java.util.Optional;

/** Where repository data is kept, for all identities of an implicit registration set together. */
public interface Repository {

    Optional<RepositoryData> find(long set, String service);

    /** Stores the first data of a service; false if there is some. */
    boolean create(long set, RepositoryData data);

    /** Stores data in place of that with the sequence number; false if there is none such. */
    boolean replace(long set, int sequence, RepositoryData data);

    /** Removes the data with the sequence number; false if there is none such. */
    boolean remove(long set, String service, int sequence);
}
