package io.carillon.hss.subscriber;

import java.util.List;

/** What a subscription wants of its S-CSCF (TS 29.228 §6.7): the numbers' meaning is the operator's. */
public record Capabilities(List<Integer> mandatory, List<Integer> optional) {
    public static final Capabilities NONE = new Capabilities(List.of(), List.of());

    public boolean isNone() {
        return mandatory.isEmpty() && optional.isEmpty();
    }
}
