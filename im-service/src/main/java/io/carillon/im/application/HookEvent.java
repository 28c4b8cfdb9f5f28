package io.carillon.im.application;

import io.carillon.im.delivery.Pending;
import io.carillon.im.smsip.Numbering;
import io.carillon.im.smsip.pdu.Octets;
import io.carillon.im.smsip.pdu.Part;
import io.carillon.im.smsip.pdu.TpAddress;
import io.carillon.im.smsip.pdu.Tpdu;
import io.carillon.im.store.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What an application is told. */
sealed interface HookEvent {
    /**
     * A message to the application.
     *
     * @param event "message"
     * @param id the same in every attempt
     * @param text null for data that is no text
     * @param data base64, only without text
     * @param part which part of a longer text this is; parts may come in any order
     */
    record Message(
            String event,
            String id,
            String from,
            String to,
            Instant accepted,
            @Nullable String text,
            @Nullable String data,
            @Nullable Part part)
            implements HookEvent {}

    /**
     * What became of a message of the application's.
     *
     * @param event "report"
     * @param message the message's id, or null if it was sent by other means than the REST interface
     * @param status TP-Status (TS 23.040 §9.2.3.15): 0 is delivered
     */
    record Report(
            String event,
            String id,
            @Nullable String message,
            String to,
            Instant accepted,
            Instant discharged,
            boolean delivered,
            int status)
            implements HookEvent {}

    static HookEvent of(Pending attempt) {
        if (attempt.kind() == Kind.TEXT || attempt.kind() == Kind.NOTICE) {
            var text = new String(attempt.body(), StandardCharsets.UTF_8);
            return message(attempt, number(Numbering.originator(attempt.originator())), text, null, null);
        }
        return switch (Tpdu.toMobile(Octets.of(attempt.body()))) {
            case Tpdu.Deliver deliver -> {
                var data = deliver.userData();
                var text = data.text().orElse(null);
                var octets = text == null
                        ? Base64.getEncoder().encodeToString(data.octets().bytes())
                        : null;
                var part = data.part().orElse(null);
                yield message(attempt, number(deliver.originator()), text, octets, part);
            }
            case Tpdu.StatusReport report ->
                new Report(
                        "report",
                        attempt.id().value(),
                        ApplicationReport.message(attempt.callId()).orElse(null),
                        number(report.recipient()),
                        report.accepted().instant(),
                        report.discharged().instant(),
                        report.status() == Tpdu.StatusReport.RECEIVED,
                        report.status());
            default -> throw new IllegalStateException("no service centre sends this");
        };
    }

    private static Message message(
            Pending attempt, String from, @Nullable String text, @Nullable String data, @Nullable Part part) {
        return new Message(
                "message", attempt.id().value(), from, attempt.recipient(), attempt.accepted(), text, data, part);
    }

    private static String number(TpAddress address) {
        return address.type() == TpAddress.NumberType.INTERNATIONAL ? "+" + address.value() : address.value();
    }
}
