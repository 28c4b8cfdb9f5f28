package io.carillon.tas.diversion;

import io.carillon.identity.Impu;

/** The diversion settings of users. */
public interface Diversions {
    /** What the user set; {@link DiversionRules#NONE} if nothing. */
    DiversionRules of(Impu user);

    void set(Impu user, DiversionRules rules);

    void clear(Impu user);
}
