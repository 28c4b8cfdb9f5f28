package io.carillon.im.application;

import io.carillon.im.application.ApplicationMessages.Order;
import io.carillon.im.application.ApplicationMessages.Sent;
import io.carillon.im.smsip.Numbering;
import io.carillon.im.store.Kind;
import io.carillon.im.store.MessageId;
import io.carillon.node.NodeIdentity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages that are sent by a call of this interface. */
@RestController
@Tag(name = "messages")
class ApplicationApi {
    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9._-]{1,11}");
    private static final Duration LATEST = Duration.ofDays(30);

    private final ApplicationMessages messages;
    private final Numbering numbering;
    private final NodeIdentity self;
    private final Clock clock;

    ApplicationApi(ApplicationMessages messages, Numbering numbering, NodeIdentity self, Clock clock) {
        this.messages = messages;
        this.numbering = numbering;
        this.self = self;
        this.clock = clock;
    }

    /**
     * @param from a number, a public identity, or a name of up to 11 letters and digits
     * @param to a number or a public identity
     * @param kind sms, which is cut into as many parts as it needs, or text
     * @param at when to send it, up to 30 days from now
     * @param validity how long to try
     * @param report whether the sender is to be told of the end: an application by its web-hook, a user on the phone
     * @param urgent whether to try at once, although an earlier message waits for the recipient's phone
     * @param languages national language identifiers (TS 23.038 §6.2.1.2.4) that the recipient's phone knows
     */
    record Message(
            @NotBlank String from,
            @NotBlank String to,
            @NotEmpty @Size(max = 40_000) String text,
            @Nullable String kind,
            @Nullable Instant at,
            @Nullable Duration validity,
            @Nullable Boolean report,
            @Nullable Boolean urgent,
            @Nullable Set<@Min(1) @Max(13) Integer> languages) {}

    /** @param ids one for each part */
    record Receipt(List<String> ids, String from, String to, Instant at) {}

    /** @param key the same key is the same message, however often it is sent */
    @PostMapping("/api/v1/messages")
    @Operation(
            summary = "Sends a message as an SMS, which is cut into as many parts as it needs, or as text",
            operationId = "sendMessage")
    ResponseEntity<?> send(
            @Valid @RequestBody Message message,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var order = order(
                message,
                Optional.ofNullable(key).orElseGet(() -> UUID.randomUUID().toString()));
        return switch (messages.send(order)) {
            case Sent.Accepted(var ids, var at) ->
                ResponseEntity.accepted()
                        .body(new Receipt(ids.stream().map(MessageId::value).toList(), order.from(), order.to(), at));
            case Sent.NotPaid(var result) ->
                problem(HttpStatus.PAYMENT_REQUIRED, order.from() + " has no credit for it: " + result);
            case Sent.NobodyCharges(var reason) ->
                problem(HttpStatus.SERVICE_UNAVAILABLE, "charging does not answer; try again: " + reason);
        };
    }

    private Order order(Message message, String key) {
        if (key.length() > 200) {
            throw new IllegalArgumentException("Idempotency-Key is to be 200 characters or less");
        }
        var at = Optional.ofNullable(message.at());
        if (at.filter(clock.instant().plus(LATEST)::isBefore).isPresent()) {
            throw new IllegalArgumentException("at is to be within " + LATEST.toDays() + " days");
        }
        var validity = Optional.ofNullable(message.validity());
        if (validity.filter(each -> each.isNegative() || each.isZero()).isPresent()) {
            throw new IllegalArgumentException("validity is to be a time such as PT1H");
        }
        return new Order(
                sender(message.from()),
                numbering.identity(message.to()),
                message.text(),
                kind(Optional.ofNullable(message.kind()).orElse("sms")),
                at,
                validity,
                Boolean.TRUE.equals(message.report()),
                Boolean.TRUE.equals(message.urgent()),
                Optional.ofNullable(message.languages()).orElse(Set.of()),
                key);
    }

    private String sender(String from) {
        return NAME.matcher(from).matches() ? "sip:" + from + "@" + self.homeDomain() : numbering.identity(from);
    }

    private static Kind kind(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "sms" -> Kind.SMS;
            case "text" -> Kind.TEXT;
            default -> throw new IllegalArgumentException("kind is sms or text");
        };
    }

    @DeleteMapping("/api/v1/messages/{id}")
    @Operation(summary = "Takes back a message that waits to be sent", operationId = "cancelMessage")
    ResponseEntity<?> cancel(
            @PathVariable String id,
            @Parameter(description = "its recipient, as it was given") @RequestParam String to) {
        return messages.cancel(new MessageId(id), numbering.identity(to))
                ? ResponseEntity.noContent().build()
                : problem(HttpStatus.NOT_FOUND, "no message " + id + " to " + to + " waits to be sent");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
