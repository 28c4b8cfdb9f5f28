package io.carillon.enumdns.adapter.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.enumdns.E164;
import io.carillon.enumdns.NumberMapping;
import io.carillon.enumdns.Numbers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Provisioning of numbers. */
@Tag(name = "numbers")
@RestController
@RequestMapping("/api/v1/numbers")
class NumbersApi {
    private static final int LARGEST_PAGE = 1000;

    /** @param npdi whether the portability database was asked (RFC 4694) */
    record Mapping(
            @Nullable String uri,
            @Nullable String routingNumber,
            @Nullable Boolean npdi) {
        NumberMapping of(E164 number) {
            return new NumberMapping(
                    number, Optional.ofNullable(uri), Optional.ofNullable(routingNumber), Boolean.TRUE.equals(npdi));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(
            String e164, @Nullable String uri, @Nullable String routingNumber, boolean npdi) {
        static Shown of(NumberMapping mapping) {
            return new Shown(
                    mapping.number().toString(),
                    mapping.uri().orElse(null),
                    mapping.routingNumber().orElse(null),
                    mapping.dipped());
        }
    }

    /** @param next to be given as {@code after} for the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Shown> numbers, @Nullable String next) {}

    private final Numbers numbers;

    NumbersApi(Numbers numbers) {
        this.numbers = numbers;
    }

    @Operation(
            summary = "Numbers in the order of their digits, a page at a time",
            description = "The next page begins after the number that is next; the last one has none.")
    @GetMapping
    Page list(
            @Parameter(description = "the beginning of the numbers, with or without its plus sign")
                    @RequestParam(defaultValue = "")
                    String q,
            @Parameter(description = "the last number of the page before") @RequestParam Optional<String> after,
            @Parameter(description = "how many at most, 1 to " + LARGEST_PAGE) @RequestParam(defaultValue = "100")
                    int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("limit must be 1 to " + LARGEST_PAGE);
        }
        // A plus sign in a query means a blank to some clients.
        List<NumberMapping> found =
                numbers.list(beginning(q.strip()), after.map(String::strip).map(E164::parse), limit);
        String next = found.size() < limit ? null : found.getLast().number().toString();
        return new Page(found.stream().map(Shown::of).toList(), next);
    }

    private static Optional<E164> beginning(String q) {
        return q.isEmpty() || q.equals("+") ? Optional.empty() : Optional.of(E164.parse(q));
    }

    @Operation(summary = "One number")
    @GetMapping("/{e164}")
    Shown show(@PathVariable String e164) {
        return numbers.find(E164.parse(e164)).map(Shown::of).orElseThrow(NumbersApi::unknown);
    }

    @Operation(summary = "Creates or replaces a number; DNS answers with it at once")
    @PutMapping("/{e164}")
    ResponseEntity<Shown> put(@PathVariable String e164, @RequestBody Mapping mapping) {
        NumberMapping wanted = mapping.of(E164.parse(e164));
        boolean created = numbers.put(wanted);
        return ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
                .body(Shown.of(wanted));
    }

    @Operation(summary = "Removes a number")
    @DeleteMapping("/{e164}")
    ResponseEntity<Void> remove(@PathVariable String e164) {
        if (!numbers.remove(E164.parse(e164))) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    @ExceptionHandler(Numbers.StoreAway.class)
    ProblemDetail away() {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer; try again in a moment.");
    }

    private static ErrorResponseException unknown() {
        return new ErrorResponseException(
                HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "No such number is known here."),
                null);
    }
}
