package io.carillon.hss.provisioning;

import java.util.List;
import java.util.stream.Collectors;

/** An order with everything that is wrong with it. */
final class InvalidOrder extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    InvalidOrder(List<Fault> faults) {
        super(faults.stream().map(Fault::message).collect(Collectors.joining("; ")));
        this.faults = faults;
    }

    List<Fault> faults() {
        return faults;
    }
}
