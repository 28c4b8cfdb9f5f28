package io.carillon.hss.sh;

import io.carillon.diameter.sh.DataReference;
import java.util.List;

/** Who wants to hear of which changes. */
public interface Watches {

    /** Keeps a watch, in place of an earlier one of the same application server on the same data. */
    void put(Watch watch);

    /** Ends a watch, if there is one. */
    void remove(Watch watch);

    /** Those on data of a set that have not expired. */
    List<Watch> on(long set, DataReference data);

    /**
     * The watched sets that have identities with a service profile, page by page.
     *
     * @param after the last of the page before
     */
    List<Long> setsWith(String profile, DataReference data, long after, int most);
}
