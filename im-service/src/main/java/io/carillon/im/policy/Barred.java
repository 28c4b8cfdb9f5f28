package io.carillon.im.policy;

import java.util.Set;

/** Users who may send nothing, for all nodes. */
public interface Barred {
    boolean isBarred(String identity);

    void bar(String identity);

    /** False if the user was not barred. */
    boolean free(String identity);

    Set<String> all();
}
