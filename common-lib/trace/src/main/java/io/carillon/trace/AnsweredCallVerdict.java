package io.carillon.trace;

import io.carillon.sip.message.HeaderName;
import io.carillon.trace.Verdict.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a call that was answered came to its end. */
record AnsweredCallVerdict(Verdicts reading, Exchange invite) {
    private static final int NO_CREDIT = 4012;

    Verdict reached() {
        return acknowledgement().orElseGet(this::end);
    }

    /** A 200 that is sent again and again: the caller's ACK did not come (RFC 3261 §13.3.1.4). */
    private Optional<Verdict> acknowledgement() {
        if (reading.sip("ACK").stream().anyMatch(each -> each.from().equals(invite.from()))) {
            return Optional.empty();
        }
        return reading.sip("INVITE").stream()
                .flatMap(each -> each.answers().stream())
                .filter(answer -> Exchange.status(answer) == 200 && answer.repeats() > 1)
                .min(Comparator.comparing(Arrow::time))
                .map(answer -> Verdict.of(
                        Kind.ACK_MISSING, "phone", invite.from(), "times", String.valueOf(answer.repeats() + 1)));
    }

    private Verdict end() {
        var byes = reading.sip("BYE");
        if (byes.isEmpty()) {
            return Verdict.of(Kind.ANSWERED);
        }
        var bye = byes.getFirst();
        String seconds = new Exchange(invite.last().orElseThrow(), List.of()).secondsUntil(bye.request());
        if (reading.isNode(bye.from())) {
            return new PolicyVerdict(reading).bearerLost(bye.request()).orElseGet(() -> released(bye, seconds));
        }
        return byes.stream()
                .filter(each -> each.isSilent() && !reading.isNode(each.to()))
                .findFirst()
                .map(lost -> Verdict.of(Kind.BYE_UNANSWERED, "phone", lost.to()))
                .orElseGet(() -> Verdict.of(Kind.COMPLETED, "who", bye.from(), "seconds", seconds));
    }

    private Verdict released(Exchange bye, String seconds) {
        boolean spent = reading.diameter("CCR").stream().anyMatch(each -> each.resultCode() == NO_CREDIT);
        if (spent) {
            return Verdict.of(Kind.CREDIT_USED_UP, "place", bye.from(), "seconds", seconds);
        }
        String reason = bye.header(HeaderName.REASON).orElse("it gives no Reason");
        return Verdict.of(Kind.NETWORK_RELEASED, "place", bye.from(), "seconds", seconds, "reason", reason);
    }
}
