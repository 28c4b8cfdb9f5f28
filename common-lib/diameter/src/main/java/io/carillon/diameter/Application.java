package io.carillon.diameter;

import java.util.List;
import java.util.Optional;

/**
 * A Diameter application.
 *
 * @param vendor 0 for an application of the IETF
 */
public record Application(String name, long id, long vendor, Dictionary dictionary, List<Procedure<?, ?>> procedures) {
    Optional<Procedure<?, ?>> find(int command) {
        return procedures.stream().filter(p -> p.code() == command).findFirst();
    }
}
