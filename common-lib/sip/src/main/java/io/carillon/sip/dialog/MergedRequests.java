package io.carillon.sip.dialog;

import io.carillon.sip.message.HeaderName;
import io.carillon.sip.message.SipRequest;
import io.carillon.sip.transaction.SipStack;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/** One request that came on two ways is taken once (RFC 3261 §8.2.2.2). */
final class MergedRequests {
    /** What is the same on every way. */
    private record Key(String callId, String cseq, String fromTag) {}

    /** The branch that came first, as long as its transaction may last. */
    private final ConcurrentHashMap<Key, String> underWay = new ConcurrentHashMap<>();

    /** True if the same request has come on another way before. Only for requests outside of dialogs. */
    boolean is(SipRequest request, SipStack stack) {
        var key = new Key(
                request.callId(),
                request.first(HeaderName.CSEQ).orElse(""),
                request.fromTag().orElse(""));
        var branch = request.via().branch();
        var first = underWay.putIfAbsent(key, branch);
        if (first == null) {
            stack.schedule(
                    () -> underWay.remove(key, branch),
                    Duration.ofMillis(64 * stack.timers().t1()));
        }
        return first != null && !first.equals(branch);
    }
}
