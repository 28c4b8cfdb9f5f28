package io.carillon.cscf.ifc;

import java.util.Set;

/**
 * One SPT.
 *
 * @param groups the AND or OR groups that it is part of
 * @param registrationTypes for Method REGISTER: which kinds, all if empty (TS 29.228 §B.2.3 RegistrationType)
 */
public record ServicePointTrigger(
        boolean negated, Set<Integer> groups, Condition condition, Set<RegistrationType> registrationTypes) {}
