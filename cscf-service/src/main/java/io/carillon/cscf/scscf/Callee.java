package io.carillon.cscf.scscf;

import io.carillon.identity.Impu;
import java.util.function.Predicate;

/** Whom a request is for. @param device which contacts of the user are meant: all, or those of a GRUU */
record Callee(Impu impu, Predicate<Contact> device) {
    static Callee anyDevice(Impu impu) {
        return new Callee(impu, contact -> true);
    }
}
