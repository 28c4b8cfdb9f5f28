package io.carillon.sip.proxy;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipResponse;
import io.carillon.sip.message.Status;
import java.util.List;

/** Which of the branches' final responses goes upstream (RFC 3261 §16.7 steps 6 and 7). */
public final class BestResponse {
    private BestResponse() {}

    /** The best of at least one response, none of them 2xx, in the order they came. */
    public static SipResponse of(List<SipResponse> finals) {
        var best = finals.getFirst();
        for (var response : finals) {
            if (rank(response.status()) < rank(best.status())) {
                best = response;
            }
        }
        return isChallenge(best) ? withAllChallenges(best, finals) : best;
    }

    /**
     * Lower is better: 6xx, then the lowest class; within 4xx what tells the caller how to try again; within 5xx
     * anything but 503.
     */
    private static int rank(int status) {
        return switch (status) {
            case 401, 407, 415, 420, 484 -> 40;
            case 503 -> 52;
            default -> status >= 600 ? 0 : status / 100 * 10 + 1;
        };
    }

    private static boolean isChallenge(SipResponse response) {
        return response.status() == 401 || response.status() == 407;
    }

    /** The caller answers the challenges of all branches in one request (step 7). */
    private static SipResponse withAllChallenges(SipResponse best, List<SipResponse> finals) {
        if (finals.size() == 1) {
            return best;
        }
        var edit = best.edit();
        for (var other : finals) {
            if (other != best && isChallenge(other)) {
                other.all(HeaderName.WWW_AUTHENTICATE)
                        .forEach(value -> edit.append(HeaderName.WWW_AUTHENTICATE, value));
                other.all(HeaderName.PROXY_AUTHENTICATE)
                        .forEach(value -> edit.append(HeaderName.PROXY_AUTHENTICATE, value));
            }
        }
        return edit.build();
    }

    /** A 503 speaks of the server behind us, not of us: upstream should not avoid this proxy (step 6). */
    static SipResponse forUpstream(SipResponse best) {
        return best.status() == 503
                ? best.edit().status(500, Status.reason(500)).build()
                : best;
    }
}
