package io.carillon.trace;

import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.sip.message.HeaderName;
import io.carillon.trace.Verdict.Kind;
import java.util.List;
import java.util.Optional;

/** How a call ended, and why. */
record CallVerdict(Verdicts reading) {
    private static final int NO_CREDIT = 4012;
    /** So often may a reliable response be sent again on a slow network: 3.5 s (RFC 3262 §3). */
    private static final int PATIENT = 3;

    Verdict reached() {
        List<Exchange> invites = reading.sip("INVITE");
        var first = invites.getFirst();
        int status = first.status();
        if (status / 100 == 2) {
            return new AnsweredCallVerdict(reading, first).reached();
        }
        // Hops to phones: the last one is the callee's, if any was reached.
        Optional<Exchange> phone =
                invites.stream().filter(each -> !reading.isNode(each.to())).reduce((one, other) -> other);
        if (status == 0) {
            return unfinished(phone);
        }
        return new PolicyVerdict(reading)
                .refusal()
                .or(this::charging)
                .or(this::relay)
                .or(() -> phone.flatMap(leg -> prack(leg, status)))
                .or(() -> phone.flatMap(leg -> atPhone(first, leg, status)))
                .or(() -> gaveUp(first, status))
                .or(() -> location(status))
                .orElseGet(() -> byStatus(status));
    }

    private Verdict unfinished(Optional<Exchange> phone) {
        if (phone.flatMap(leg -> leg.provisional(180)).isPresent()) {
            return Verdict.of(Kind.RINGING, "phone", phone.orElseThrow().to());
        }
        return phone.filter(Exchange::isSilent).isPresent() || phone.isEmpty()
                ? reading.byStatus("INVITE", 0)
                : Verdict.of(Kind.IN_PROGRESS);
    }

    private Optional<Verdict> charging() {
        for (var asked : reading.diameter("CCR")) {
            if (asked.isSilent()) {
                return Optional.of(Verdict.of(Kind.CHARGING_SILENT, "place", asked.to(), "command", asked.method()));
            }
            if (asked.resultCode() >= 3000) {
                return Optional.of(
                        result(asked.resultCode() == NO_CREDIT ? Kind.NO_CREDIT : Kind.CHARGING_REFUSED, asked));
            }
        }
        return Optional.empty();
    }

    private static Verdict result(Kind kind, Exchange asked) {
        return Verdict.of(kind, "place", asked.to(), "command", Verdicts.answer(asked), "result", asked.result());
    }

    /** The NG protocol answers "error" with a reason, and nothing when the relay is gone. */
    private Optional<Verdict> relay() {
        var ng = reading.ladder().arrows().stream()
                .filter(arrow -> arrow.protocol() == Protocol.NG)
                .toList();
        var refusal = ng.stream()
                .filter(arrow -> arrow.summary().startsWith("error"))
                .map(arrow -> Verdict.of(Kind.RELAY_REFUSED, "place", arrow.from(), "reason", arrow.summary()))
                .findFirst();
        return refusal.or(() -> ng.stream()
                .filter(arrow ->
                        arrow.summary().startsWith("offer") || arrow.summary().startsWith("answer"))
                .filter(asked -> ng.stream().noneMatch(answer -> answer.from().equals(asked.to())))
                .map(asked -> Verdict.of(Kind.RELAY_SILENT, "place", asked.to()))
                .findFirst());
    }

    private Optional<Verdict> prack(Exchange leg, int status) {
        Optional<Exchange> acknowledged = reading.sip("PRACK").stream()
                .filter(each -> each.to().equals(leg.to()))
                .findFirst();
        if (acknowledged.isPresent()) {
            return acknowledged
                    .filter(Exchange::isSilent)
                    .filter(prack -> status != 487 || prack.request().repeats() > PATIENT)
                    .map(prack -> Verdict.of(Kind.PRACK_UNANSWERED, "phone", prack.to()));
        }
        return leg.answers().stream()
                .filter(answer -> Exchange.header(answer, HeaderName.RSEQ).isPresent())
                .filter(answer -> answer.repeats() > PATIENT)
                .findFirst()
                .map(answer -> Verdict.of(
                        Kind.PRACK_MISSING, "phone", leg.to(), "status", String.valueOf(Exchange.status(answer))));
    }

    private Optional<Verdict> atPhone(Exchange first, Exchange leg, int status) {
        if (leg.isSilent() && status != 487) {
            return Optional.of(Verdict.of(Kind.PHONE_SILENT, "phone", leg.to(), "method", "INVITE"));
        }
        boolean rang = leg.provisional(180).isPresent();
        if (status == 487 && rang) {
            return first.last().map(end -> Verdict.of(Kind.CALLER_GAVE_UP, "seconds", ringing(leg, end)));
        }
        if (rang && (status == 408 || status == 480)) {
            return Optional.of(Verdict.of(Kind.NO_REPLY, "phone", leg.to()));
        }
        return Optional.empty();
    }

    private static String ringing(Exchange leg, Arrow end) {
        var rang = leg.provisional(180).orElseThrow();
        return new Exchange(rang, List.of()).secondsUntil(end);
    }

    private static Optional<Verdict> gaveUp(Exchange first, int status) {
        return status == 487
                ? first.last().map(end -> Verdict.of(Kind.CALLER_GAVE_UP_EARLY, "seconds", first.secondsUntil(end)))
                : Optional.empty();
    }

    /** Cx location: an unknown callee is a wrong number, the HSS being away is not. */
    private Optional<Verdict> location(int status) {
        return reading.diameter("LIR").stream()
                .filter(Exchange::isSilent)
                .findFirst()
                .filter(asked -> status >= 500 || status == 480)
                .map(asked -> Verdict.of(Kind.HSS_SILENT, "place", asked.to(), "command", asked.method()));
    }

    private Verdict byStatus(int status) {
        String place = reading.place("INVITE", status);
        String text = String.valueOf(status);
        return switch (status) {
            case 486, 600 -> Verdict.of(Kind.BUSY, "place", place, "status", text);
            case 603 ->
                place.startsWith("tas") // a barred call is declined (TS 24.611 §4.5.2.4)
                        ? barred(place, status)
                        : Verdict.of(Kind.DECLINED, "place", place, "status", text);
            case 488, 415, 606 ->
                Verdict.of(Kind.NO_COMMON_CODEC, "place", place, "status", reading.reasoned("INVITE", status));
            case 580 -> Verdict.of(Kind.PRECONDITION_FAILED, "place", place);
            case 402 -> Verdict.of(Kind.NO_CREDIT, "place", place, "command", "INVITE", "result", text);
            case 403 -> place.startsWith("tas") ? barred(place, status) : reading.byStatus("INVITE", status);
            case 433 -> Verdict.of(Kind.ANONYMOUS_REFUSED, "place", place);
            case 422 -> Verdict.of(Kind.SESSION_INTERVAL_TOO_SMALL, "place", place);
            case 491 -> Verdict.of(Kind.GLARE);
            default ->
                status / 100 == 3
                        ? Verdict.of(Kind.REDIRECTED, "place", place, "status", text)
                        : reading.byStatus("INVITE", status);
        };
    }

    private Verdict barred(String place, int status) {
        return Verdict.of(Kind.BARRED, "place", place, "status", reading.reasoned("INVITE", status));
    }
}
