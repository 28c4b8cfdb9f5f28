package io.carillon.diameter;

import java.util.List;
import java.util.Optional;

/** An answer. */
public interface DiameterAnswer extends DiameterMessage {
    Result result();

    /** Error-Message (RFC 6733 §7.3), for people. */
    default Optional<String> errorMessage() {
        return extra().stream()
                .filter(avp -> avp.is(BaseAvps.ERROR_MESSAGE))
                .map(avp -> avp.data().text())
                .findFirst();
    }

    /** The AVPs that the peer complained about (RFC 6733 §7.5). */
    default List<Avp> failedAvps() {
        return extra().stream()
                .filter(avp -> avp.is(BaseAvps.FAILED_AVP))
                .flatMap(avp -> avp.members().stream())
                .toList();
    }
}
