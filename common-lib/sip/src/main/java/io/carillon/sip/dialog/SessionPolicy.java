package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.Method;
import io.carillon.sip.message.RequestEdit;
import io.carillon.sip.message.SipMessage;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.message.SipResponse;
import java.util.Optional;

/**
 * What this node does about session timers that the two sides negotiate through it: a proxy's part (RFC 4028 §8).
 *
 * @param interval seconds that are asked for where the caller asks for nothing; 0 to leave sessions alone
 * @param least seconds below which no refresh is agreed to
 */
public record SessionPolicy(int interval, int least) {
    static final SessionPolicy NONE = new SessionPolicy(0, 0);
    private static final String TIMER = "timer";

    /** 422, where the sender can do something about it (§8.1). */
    Optional<SipResponse> refusal(SipRequest request) {
        return isTooShort(request) && request.lists(HeaderName.SUPPORTED, TIMER)
                ? Optional.of(
                        request.reply(422).append(HeaderName.MIN_SE, least).build())
                : Optional.empty();
    }

    private boolean isTooShort(SipRequest request) {
        return refreshes(request.method()) && request.has(HeaderName.SESSION_EXPIRES) && seconds(request) < least;
    }

    /** Asks for a timer where nobody did; a sender that does not know timers gets the least one allowed (§8.1). */
    RequestEdit request(RequestEdit edit, SipRequest received) {
        if (interval == 0 || !refreshes(received.method())) {
            return edit;
        }
        if (!received.has(HeaderName.SESSION_EXPIRES)) {
            return edit.set(HeaderName.SESSION_EXPIRES, Math.max(interval, minimum(received)));
        }
        return isTooShort(received)
                ? edit.set(HeaderName.SESSION_EXPIRES, least).set(HeaderName.MIN_SE, least)
                : edit;
    }

    private int minimum(SipRequest received) {
        return Math.max(least, received.number(HeaderName.MIN_SE).orElse(0));
    }

    /** A called side that knows no timers leaves the refreshing to a caller that does (§8.2). */
    SipResponse answer(SipRequest received, SipRequest sent, SipResponse answer) {
        return answer.isSuccess()
                        && refreshes(answer.method())
                        && !answer.has(HeaderName.SESSION_EXPIRES)
                        && sent.has(HeaderName.SESSION_EXPIRES)
                        && received.lists(HeaderName.SUPPORTED, TIMER)
                ? answer.edit()
                        .append(HeaderName.SESSION_EXPIRES, seconds(sent) + ";refresher=uac")
                        .append(HeaderName.REQUIRE, TIMER)
                        .build()
                : answer;
    }

    static boolean refreshes(String method) {
        return method.equals(Method.INVITE) || method.equals(Method.UPDATE);
    }

    /** The interval of Session-Expires (RFC 4028 §4); 0 without the header or a number in front. */
    public static int seconds(SipMessage message) {
        var value = message.first(HeaderName.SESSION_EXPIRES).orElse("");
        int end = 0;
        while (end < value.length() && end < 8 && Character.isDigit(value.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(value.substring(0, end));
    }
}
