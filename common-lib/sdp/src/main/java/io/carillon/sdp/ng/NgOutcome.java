package io.carillon.sdp.ng;

import io.carillon.sdp.SdpException;
import io.carillon.sdp.SessionDescription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What became of a command. */
public sealed interface NgOutcome {

    /** {@code result} was "ok" or "pong". */
    record Done(NgValue.Dict reply) implements NgOutcome {
        /**
         * The rewritten description of an offer or an answer.
         *
         * @throws SdpException when the proxy wrote something else
         */
        public Optional<SessionDescription> sdp() {
            return reply.text("sdp")
                    .map(octets -> SessionDescription.parse(octets.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    /** The proxy answered with an error or that it is loaded; another proxy may do better. */
    record Refused(String reason) implements NgOutcome {}

    /** No answer before the deadline. */
    record Unanswered(String reason) implements NgOutcome {}

    static NgOutcome of(NgValue.Dict reply) {
        return switch (reply.text("result").orElse("")) {
            case "ok", "pong" -> new Done(reply);
            default ->
                new Refused(reply.text("error-reason")
                        .or(() -> reply.text("message"))
                        .or(() -> reply.text("result"))
                        .orElse("no result"));
        };
    }
}
