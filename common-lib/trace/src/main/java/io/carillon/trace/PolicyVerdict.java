package io.carillon.trace;

import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.trace.Verdict.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a policy function did to a call: a PCRF over Rx (TS 29.214 §4.4), a PCF over N5 (TS 29.514 §4.2). */
record PolicyVerdict(Verdicts reading) {

    /** Of a call that a border ended for want of a consent: what counts is the last word that the border got. */
    Optional<Verdict> refusal() {
        Map<String, Exchange> last = new LinkedHashMap<>();
        Stream.concat(
                        reading.diameter("AAR").stream(),
                        reading.http().stream().filter(each -> N5Reading.isAuthorization(each.request())))
                .sorted(Comparator.comparing(each -> each.request().time()))
                .forEach(asked -> last.put(asked.from(), asked));
        return last.values().stream()
                .filter(asked -> ended(asked.from()))
                .map(asked -> asked.request().protocol() == Protocol.HTTP ? overN5(asked) : overRx(asked))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whether this node refused the INVITE by itself: it passes on no failure that it was told. */
    private boolean ended(String node) {
        List<Arrow> failures = reading.sip("INVITE").stream()
                .flatMap(each -> each.answers().stream())
                .filter(answer -> Exchange.status(answer) >= 300)
                .toList();
        return failures.stream()
                .filter(said -> said.from().equals(node))
                .anyMatch(said -> failures.stream()
                        .noneMatch(told -> told.to().equals(node)
                                && Exchange.status(told) == Exchange.status(said)
                                && !told.time().isAfter(said.time())));
    }

    private static Optional<Verdict> overRx(Exchange asked) {
        if (asked.isSilent()) {
            return Optional.of(silent(asked, asked.method()));
        }
        int code = asked.resultCode();
        if (code < 3000) {
            return Optional.empty();
        }
        String command = Verdicts.answer(asked);
        // A protocol error says nothing of the media (RFC 6733 §7.1.3).
        return Optional.of(
                code < 4000
                        ? undecided(asked, command, asked.result())
                        : refused(asked, command, asked.result(), RxReading.media(asked)));
    }

    private static Optional<Verdict> overN5(Exchange asked) {
        String command = asked.method() + " app-sessions";
        if (asked.isSilent()) {
            return Optional.of(silent(asked, command));
        }
        var answer = asked.answers().getFirst();
        if (Exchange.status(answer) < 300) {
            return Optional.empty();
        }
        // A server error is no decision (TS 29.500 §5.2.7.2).
        return Optional.of(
                Exchange.status(answer) >= 500
                        ? undecided(asked, command, answer.summary())
                        : refused(asked, command, answer.summary(), N5Reading.media(asked)));
    }

    private static Verdict silent(Exchange asked, String command) {
        return Verdict.of(Kind.POLICY_SILENT, "place", asked.to(), "command", command);
    }

    private static Verdict undecided(Exchange asked, String command, String result) {
        return Verdict.of(Kind.POLICY_FAILED, "place", asked.to(), "command", command, "result", result);
    }

    private static Verdict refused(Exchange asked, String command, String result, AskedMedia media) {
        return Verdict.of(
                Kind.POLICY_REFUSED,
                "place",
                asked.to(),
                "command",
                command,
                "result",
                result,
                "media",
                media.refused());
    }

    /** What was said of the bearers before this BYE (TS 29.214 §4.4.6, TS 29.514 §4.2.5). */
    Optional<Verdict> bearerLost(Arrow bye) {
        return Stream.concat(reading.diameter("ASR", "RAR").stream(), reading.http().stream())
                .filter(told -> told.request().time().isBefore(bye.time()))
                .flatMap(told -> loss(told.request())
                        .map(command -> Verdict.of(Kind.BEARER_LOST, "place", told.from(), "command", command))
                        .stream())
                .findFirst();
    }

    private static Optional<String> loss(Arrow told) {
        return told.protocol() == Protocol.HTTP ? N5Reading.loss(told) : RxReading.loss(told);
    }
}
