package io.carillon.console.calls;

import io.carillon.diameter.Application;
import io.carillon.diameter.MessageText;
import io.carillon.diameter.Octets;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.sh.Sh;
import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.trace.Arrow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What octets in an arrow say. */
final class Decoded {
    private static final List<Application> APPLICATIONS =
            List.of(Cx.APPLICATION, Sh.APPLICATION, Rx.APPLICATION, Ro.APPLICATION);

    private Decoded() {}

    /** Null for what is text already. */
    static @Nullable String of(Arrow arrow) {
        if (arrow.protocol() != Protocol.DIAMETER) {
            return null;
        }
        try {
            return MessageText.of(Octets.ofHex(arrow.payload()), APPLICATIONS);
        } catch (IllegalArgumentException e) {
            return "malformed: not in hexadecimal";
        }
    }
}
