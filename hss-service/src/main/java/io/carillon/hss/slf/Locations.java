package io.carillon.hss.slf;

import java.util.List;
import java.util.Optional;

/** What operators have said of where users are. */
public interface Locations {

    /** In the order of their names. */
    List<Location> all();

    /** @return whether it is new */
    boolean put(Location location);

    /** With all users that are said to be there. @return whether there was one */
    boolean remove(String name);

    /** The name of the location that one of these users was said to be at. */
    Optional<String> ofUser(List<String> identities);

    /** @return false if there is no such location */
    boolean place(String identity, String location);

    boolean forget(String identity);
}
