package io.carillon.trace;

import io.carillon.trace.Verdict.Kind;

/** What became of a MESSAGE (RFC 3428 §7, TS 24.341). */
record MessageVerdict(Verdicts reading) {
    Verdict reached() {
        var message = reading.sip("MESSAGE").getFirst();
        int status = message.status();
        return switch (status) {
            case 200 -> Verdict.of(Kind.DELIVERED);
            case 202 -> Verdict.of(Kind.STORED);
            case 402 -> credit();
            default -> reading.hssFailure(Verdicts.user(message)).orElseGet(() -> reading.byStatus("MESSAGE", status));
        };
    }

    private Verdict credit() {
        return reading.diameter("CCR").stream()
                .filter(each -> each.resultCode() >= 3000)
                .findFirst()
                .map(each -> Verdict.of(
                        Kind.NO_CREDIT, "command", Verdicts.answer(each), "result", each.result(), "place", each.to()))
                .orElseGet(() -> reading.byStatus("MESSAGE", 402));
    }
}
