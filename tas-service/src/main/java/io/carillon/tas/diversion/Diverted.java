package io.carillon.tas.diversion;

import io.carillon.tas.simservs.Simservs.ForwardTo;
import java.util.Optional;

/**
 * A call that goes elsewhere.
 *
 * @param tried the status that the user's phone gave, 408 if it rang in vain; empty if it was not called
 */
public record Diverted(ForwardTo forwardTo, Cause cause, Optional<Integer> tried) {
    public String target() {
        return forwardTo.target();
    }
}
