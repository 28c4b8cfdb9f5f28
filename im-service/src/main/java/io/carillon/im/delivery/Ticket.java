package io.carillon.im.delivery;

import io.carillon.im.store.MessageId;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What finds a kept message again. It is the Call-ID of every attempt to deliver it, so that any node knows from a
 * report's In-Reply-To, or from its own request coming back by a filter criterion, which message it is about.
 *
 * @param recipientKey digest of the recipient's identity
 * @param token random, so that only who has got the message can speak of it
 */
public record Ticket(MessageId id, String recipientKey, String token) {
    private static final Pattern CALL_ID = Pattern.compile("im-([0-9A-Z]{26})-([0-9a-f]{16})([0-9a-f]{16})");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int OCTETS = 8;

    static Ticket issue(MessageId id, String recipient) {
        var token = new byte[OCTETS];
        RANDOM.nextBytes(token);
        return new Ticket(id, recipientKey(recipient), HexFormat.of().formatHex(token));
    }

    public static String recipientKey(String recipient) {
        return HexFormat.of().formatHex(MessageId.digest(recipient), 0, OCTETS);
    }

    public String callId() {
        return "im-" + id + "-" + recipientKey + token;
    }

    /** Empty if the Call-ID is not of our making. */
    public static Optional<Ticket> parse(String callId) {
        var matcher = CALL_ID.matcher(callId);
        try {
            return matcher.matches()
                    ? Optional.of(new Ticket(new MessageId(matcher.group(1)), matcher.group(2), matcher.group(3)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
