package io.carillon.im.store;

import io.carillon.identity.Impu;
import io.carillon.im.store.History.Entry;
import io.carillon.im.store.History.Page;
import io.carillon.im.store.History.Place;
import io.carillon.im.store.History.Query;
import io.carillon.im.store.History.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's messages over REST, newest first. */
@RestController
@Tag(name = "messages")
class MessageApi {
    private static final int MOST = 1_000;
    private static final int USUAL = 50;
    /** What is to be sent later stands at the time when it will be sent. */
    private static final Duration AHEAD = Duration.ofDays(31);

    private final History history;
    private final Aliases aliases;
    private final Clock clock;

    MessageApi(History history, Aliases aliases, Clock clock) {
        this.history = history;
        this.aliases = aliases;
        this.clock = clock;
    }

    /** Which messages. */
    record Filter(
            @Parameter(description = "whose: a public identity", required = true) @Nullable
            String user,

            @Parameter(description = "with whom: a public identity") @Nullable
            String peer,

            @Parameter(description = "accepted at this time or later") @Nullable
            Instant from,

            @Parameter(description = "accepted before this time") @Nullable
            Instant to,

            @Parameter(description = "what their text holds; for operators") @Nullable
            String text,

            @Parameter(description = "how many at most, 1 to " + MOST + "; " + USUAL + " if not given") @Nullable
            Integer limit,

            @Parameter(description = "next of the page before") @Nullable
            String page) {}

    /** @param next ask for it as {@code page}; null at the end */
    record Answer(List<Row> messages, @Nullable String next) {}

    /** @param text null for data that is no text, and for a viewer, who sees who and when but not what */
    record Row(
            String id,
            String kind,
            String direction,
            String user,
            String peer,
            Instant accepted,
            String state,
            Map<String, Instant> states,
            @Nullable String why,
            String contentType,
            @Nullable String text) {

        static Row of(Entry entry, boolean withText) {
            var message = entry.message();
            var states = new TreeMap<String, Instant>();
            message.states().forEach((state, at) -> states.put(lower(state), at));
            return new Row(
                    message.id().value(),
                    lower(message.kind()),
                    lower(entry.side()),
                    entry.user(),
                    entry.peer(),
                    message.accepted(),
                    lower(message.state()),
                    states,
                    message.why().isEmpty() ? null : message.why(),
                    message.contentType(),
                    withText ? message.text().orElse(null) : null);
        }

        private static String lower(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    @GetMapping("/api/v1/messages")
    @Operation(summary = "A user's messages, newest first", operationId = "listMessages")
    Answer find(@ParameterObject Filter filter, HttpServletRequest request) {
        boolean withText = request.isUserInRole("OPERATOR");
        if (filter.text() != null && !withText) {
            // Whoever may not read texts must not guess them either.
            throw new AccessDeniedException("texts are searched by operators");
        }
        Page page = history.find(query(filter));
        return new Answer(
                page.entries().stream().map(entry -> Row.of(entry, withText)).toList(),
                page.next().map(MessageApi::token).orElse(null));
    }

    /** @param entries that were in the user's history */
    record Deleted(long entries) {}

    @DeleteMapping("/api/v1/messages")
    @Operation(
            summary = "Deletes the whole history of a user, under every name; the peers keep theirs",
            operationId = "deleteMessages")
    Deleted delete(@RequestParam String user) {
        return new Deleted(history.delete(names(user)));
    }

    private Query query(Filter filter) {
        int limit = Optional.ofNullable(filter.limit()).orElse(USUAL);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is 1 to " + MOST);
        }
        var user = Optional.ofNullable(filter.user())
                .orElseThrow(() -> new IllegalArgumentException("user is missing: a public identity"));
        return new Query(
                names(user),
                Optional.ofNullable(filter.peer()).map(this::names).orElse(Set.of()),
                Optional.ofNullable(filter.from()).orElse(Instant.EPOCH),
                Optional.ofNullable(filter.to()).orElseGet(() -> clock.instant().plus(AHEAD)),
                limit,
                Optional.ofNullable(filter.page()).map(MessageApi::place),
                Optional.ofNullable(filter.text()));
    }

    /** Every name of the user: messages to the number are the user's as well. */
    private Set<String> names(String identity) {
        try {
            return aliases.of(Impu.parse(identity).value());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + identity + "' is no public identity: give sip:user@domain or tel:+number", e);
        }
    }

    private static String token(Place place) {
        var text = place.accepted().toEpochMilli() + " " + place.id() + " " + place.side();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Place place(String token) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII).split(" ", 3);
            return new Place(
                    new MessageId(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[0])), Side.valueOf(parts[2]));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("page is not the 'next' of a page before", e);
        }
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> storeAway(StoreAway away) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", String.valueOf(StoreAway.RETRY_AFTER))
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "the message store is away; try again"));
    }
}
