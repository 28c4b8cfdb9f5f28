package io.carillon.node.cdr;

import io.carillon.sip.ims.ChargingVector;
import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.NameAddr;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a biller wants to know of a session besides its parties, its times and its end (TS 32.298 §5.1.3.1), for each node
 * to add to.
 */
public final class SessionFields {
    private static final String MEDIA = "media";
    private static final String CHANGES = "mediaChanges";
    /** A session in which the media changes all the time is not for its record to remember. */
    private static final int LONGEST = 1_000;

    private SessionFields() {}

    /** What the INVITE says: what was asked for, from where, and by whom it was forwarded. */
    public static Map<String, String> asked(SipRequest invite) {
        var fields = new HashMap<String, String>();
        fields.put("requested", invite.uri());
        put(fields, "accessNetwork", invite, HeaderName.P_ACCESS_NETWORK_INFO);
        put(fields, "visitedNetwork", invite, HeaderName.P_VISITED_NETWORK_ID);
        origin(fields, invite);
        return fields;
    }

    /** The caller's network and who has forwarded the call. */
    public static void origin(Map<String, String> fields, SipRequest invite) {
        ChargingVector.of(invite).origIoi().ifPresent(value -> fields.put("origIoi", value));
        var history = invite.all(HeaderName.HISTORY_INFO).stream()
                .map(entry -> NameAddr.parse(entry).uri())
                .collect(Collectors.joining(" "));
        if (!history.isEmpty()) {
            fields.put("history", history);
        }
    }

    /** What the 2xx says: who answered, from where. */
    public static Map<String, String> answered(SipResponse answer) {
        var fields = new HashMap<String, String>();
        put(fields, "calledAccessNetwork", answer, HeaderName.P_ACCESS_NETWORK_INFO);
        connected(fields, answer);
        destination(fields, answer);
        return fields;
    }

    /** Who answered, as its network asserts. */
    public static void connected(Map<String, String> fields, SipResponse answer) {
        answer.addresses(HeaderName.P_ASSERTED_IDENTITY).stream()
                .findFirst()
                .ifPresent(party -> fields.put("connected", party.uri()));
    }

    /** The network of who answered. */
    public static void destination(Map<String, String> fields, SipResponse answer) {
        ChargingVector.of(answer).termIoi().ifPresent(value -> fields.put("termIoi", value));
    }

    /** What the two sides agreed on when the session began. */
    public static Map<String, String> agreed(String streams, String codecs) {
        return Map.of(MEDIA, streams, "codec", codecs);
    }

    /**
     * What they agree on later, beside the first with its time.
     *
     * @param extra what the record says so far
     * @return the field that changes; nothing if the streams are those of before
     */
    public static Map<String, String> changed(Map<String, String> extra, String streams, Instant when) {
        var before = extra.getOrDefault(CHANGES, "");
        var last = before.isEmpty()
                ? extra.getOrDefault(MEDIA, "")
                : before.substring(before.lastIndexOf("; ") + 1).strip().replaceFirst("^\\S+ ", "");
        if (streams.equals(last) || before.length() > LONGEST) {
            return Map.of();
        }
        var change = when + " " + streams;
        return Map.of(CHANGES, before.isEmpty() ? change : before + "; " + change);
    }

    public static void put(Map<String, String> fields, String name, SipMessage message, HeaderName header) {
        message.first(header).ifPresent(value -> fields.put(name, value));
    }
}
