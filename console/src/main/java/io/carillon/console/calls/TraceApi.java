package io.carillon.console.calls;

import io.carillon.node.trace.TraceEvent.Protocol;
import io.carillon.trace.Arrow;
import io.carillon.trace.Ladder;
import io.carillon.trace.LadderText;
import io.carillon.trace.Pcap;
import io.carillon.trace.Verdict;
import io.carillon.trace.Verdicts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Why a call failed: what began when, its ladder over all nodes, and the verdict. */
@RestController
@RequestMapping("/api/v1/traces")
@Tag(name = "traces")
class TraceApi {
    private static final int MOST = 500;
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final String KEY = "a Call-ID, ICID or Session-Id of the ladder, as the list has it";
    private static final String PCAP = "application/vnd.tcpdump.pcap";

    private final Recording recording;
    private final Clock clock;

    TraceApi(Recording recording, Clock clock) {
        this.recording = recording;
        this.clock = clock;
    }

    /** @param facts what fills the places of the kind's text in another language */
    record VerdictView(String kind, String outcome, String text, Map<String, String> facts) {
        static VerdictView of(Verdict verdict) {
            return new VerdictView(lower(verdict.kind()), lower(verdict.outcome()), verdict.text(), verdict.facts());
        }

        private static String lower(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    record Row(
            String key,
            Instant time,
            String method,
            String from,
            String to,
            @Nullable VerdictView verdict) {}

    record Participant(String name, boolean node) {}

    /**
     * @param payload the SIP text, or octets in hexadecimal
     * @param decoded what the octets say, null for a text
     */
    record ArrowView(
            Instant time,
            String from,
            String to,
            String protocol,
            String label,
            String summary,
            int repeats,
            String payload,
            @Nullable String decoded) {}

    record LadderView(
            String key,
            List<Participant> participants,
            List<ArrowView> arrows,
            @Nullable VerdictView verdict) {}

    /** What is looked for. */
    record Search(
            @Parameter(description = "part of a number, a public identity, a Call-ID or an ICID") @Nullable
            String q,

            @Parameter(description = "INVITE, REGISTER, MESSAGE …") @Nullable
            String method,

            @Parameter(description = "good, unanswered, failed or open") @Nullable
            String outcome,

            @Parameter(description = "began at this time or later") @Nullable
            Instant from,

            @Parameter(description = "began before this time") @Nullable
            Instant to,

            @Parameter(description = "how many at most, 1 to " + MOST + "; 50 if not given") @Nullable
            Integer limit) {
        boolean takes(Beginning beginning) {
            return (method == null || method.isBlank() || beginning.method().equalsIgnoreCase(method))
                    && (from == null || !beginning.time().isBefore(from))
                    && (to == null || beginning.time().isBefore(to));
        }

        boolean takes(Row row) {
            var verdict = row.verdict();
            return outcome == null
                    || outcome.isBlank()
                    || verdict != null && verdict.outcome().equalsIgnoreCase(outcome);
        }
    }

    @GetMapping
    @Operation(
            summary = "Calls, registrations and messages, newest first",
            description =
                    "With an outcome the newest " + MOST + " that fit otherwise are looked at; where older ones may"
                            + " be, the header Link says how to go on (rel=next).",
            operationId = "listTraces")
    ResponseEntity<List<Row>> list(@ParameterObject Search search) {
        int limit = Optional.ofNullable(search.limit()).orElse(50);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is 1 to " + MOST);
        }
        boolean byOutcome = search.outcome() != null && !search.outcome().isBlank();
        var looked = found(search, byOutcome ? MOST : limit);
        var rows = looked.stream()
                .map(this::row)
                .filter(search::takes)
                .limit(limit)
                .toList();
        var answer = ResponseEntity.ok();
        if (rows.size() == limit) {
            answer.header(HttpHeaders.LINK, next(rows.getLast().time()));
        } else if (looked.size() == MOST) {
            answer.header(HttpHeaders.LINK, next(looked.getLast().time()));
        }
        return answer.body(rows);
    }

    private List<Beginning> found(Search search, int most) {
        var q = search.q();
        return q == null || q.isBlank()
                ? recording.beginnings(search::takes, most)
                : recording.beginnings(q.strip(), search::takes, most);
    }

    /** RFC 8288: the same search in what is older. */
    private static String next(Instant before) {
        var request = ServletUriComponentsBuilder.fromCurrentRequest().replaceQueryParam("to", before);
        var place = request.build(true);
        return "<" + place.getPath() + "?" + place.getQuery() + ">; rel=\"next\"";
    }

    private Row row(Beginning beginning) {
        var verdict = recording.ladder(beginning.key()).flatMap(Verdicts::on).map(VerdictView::of);
        return new Row(
                beginning.key(),
                beginning.time(),
                beginning.method(),
                beginning.from(),
                beginning.to(),
                verdict.orElse(null));
    }

    @GetMapping("/ladder")
    @Operation(summary = "One ladder over all nodes, with its verdict", operationId = "ladder")
    LadderView ladder(@Parameter(description = KEY) @RequestParam String key, HttpServletRequest request) {
        var ladder = find(key);
        boolean withTexts = request.isUserInRole("OPERATOR");
        return new LadderView(
                key,
                ladder.participants().stream()
                        .map(name -> new Participant(name, ladder.nodes().contains(name)))
                        .toList(),
                ladder.folded().arrows().stream()
                        .map(arrow -> view(arrow, withTexts))
                        .toList(),
                Verdicts.on(ladder).map(VerdictView::of).orElse(null));
    }

    /** A viewer sees who and when, not what people write to each other. */
    private static ArrowView view(Arrow arrow, boolean withTexts) {
        boolean hide = !withTexts
                && arrow.protocol() == Protocol.SIP
                && arrow.summary().startsWith("MESSAGE ");
        int body = arrow.payload().indexOf("\r\n\r\n");
        return new ArrowView(
                arrow.time(),
                arrow.from(),
                arrow.to(),
                arrow.protocol().name(),
                arrow.label(),
                arrow.summary(),
                arrow.repeats(),
                hide && body >= 0 ? arrow.payload().substring(0, body + 4) : arrow.payload(),
                Decoded.of(arrow));
    }

    private Ladder find(String key) {
        return recording
                .ladder(key)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "no message of " + key + " is kept; what is older than the trace's bounds is in no ladder"));
    }

    @GetMapping(path = "/mermaid", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(summary = "The ladder as a Mermaid diagram", operationId = "mermaid")
    String mermaid(@Parameter(description = KEY) @RequestParam String key) {
        return LadderText.mermaid(find(key));
    }

    @GetMapping(path = "/pcap", produces = PCAP)
    @Operation(summary = "The messages as a capture that Wireshark opens", operationId = "pcap")
    ResponseEntity<byte[]> pcap(@Parameter(description = KEY) @RequestParam String key, HttpServletRequest request) {
        if (!request.isUserInRole("OPERATOR")) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "a capture has texts in it: that wants an operator");
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"call.pcap\"")
                .body(Pcap.of(find(key)));
    }

    @GetMapping("/traffic")
    @Operation(summary = "What began and what was refused, in slices of ten seconds", operationId = "traffic")
    List<Traffic.Slice> traffic(
            @Parameter(description = "how far back, up to six hours") @RequestParam(defaultValue = "PT30M")
                    Duration last) {
        if (last.isNegative() || last.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("last is up to " + LONGEST);
        }
        return recording.traffic(clock.instant().minus(last), clock.instant());
    }
}
