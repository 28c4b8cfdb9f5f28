package io.carillon.console.calls;

import io.carillon.diameter.Application;
import io.carillon.diameter.MessageText;
import io.carillon.diameter.Octets;
import io.carillon.diameter.cx.Cx;
import io.carillon.diameter.ro.Ro;
import io.carillon.diameter.rx.Rx;
import io.carillon.diameter.sh.Sh;
import io.carillon.sdp.ng.NgException;
import io.carillon.sdp.ng.NgMessage;
import io.carillon.trace.Arrow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/** What octets in an arrow say. */
final class Decoded {
    private static final List<Application> APPLICATIONS =
            List.of(Cx.APPLICATION, Sh.APPLICATION, Rx.APPLICATION, Ro.APPLICATION);

    private Decoded() {}

    /** Null for what is text already. */
    static @Nullable String of(Arrow arrow) {
        try {
            return switch (arrow.protocol()) {
                case DIAMETER -> MessageText.of(Octets.ofHex(arrow.payload()), APPLICATIONS);
                case NG -> NgText.of(NgMessage.decode(arrow.payload().getBytes(StandardCharsets.UTF_8)));
                case DNS -> new Message(HexFormat.of().parseHex(arrow.payload())).toString();
                case SIP, HTTP -> null;
            };
        } catch (IllegalArgumentException e) {
            return "malformed: not in hexadecimal";
        } catch (NgException | IOException e) {
            return "malformed: " + e.getMessage();
        }
    }
}
