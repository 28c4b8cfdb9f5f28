package io.carillon.node.cdr;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of one session or message for charging (TS 32.260 §5.2). The same id written twice is one record.
 *
 * @param id node + epoch + sequence, from {@link CdrSink#nextId()}
 * @param answer when the call was answered; null when it was not
 * @param servedUser the public identity this node served
 * @param role the session case of the served user
 * @param cause why it ended: the SIP status or the reason
 * @param icid the IMS charging identity (RFC 7315 §5.6)
 */
public record CdrEvent(
        String id,
        Kind kind,
        Instant start,
        @Nullable Instant answer,
        Instant end,
        String caller,
        String callee,
        String servedUser,
        Role role,
        String cause,
        String icid,
        String callId,
        String node,
        Map<String, String> extra) {

    public enum Kind {
        @JsonProperty("call")
        CALL,
        @JsonProperty("message")
        MESSAGE,
        /** A call as its border saw it: beside the CALL of those who charge for it, with the same ICID. */
        @JsonProperty("access")
        ACCESS,
        /** The same as the S-CSCF of one of its parties saw it. */
        @JsonProperty("control")
        CONTROL
    }

    public enum Role {
        @JsonProperty("orig")
        ORIG,
        @JsonProperty("term")
        TERM
    }

    public CdrEvent {
        extra = Map.copyOf(extra);
    }
}
