package io.carillon.rtpproxy.control;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls that this relay carries. */
@Tag(name = "calls")
@RestController
@RequestMapping("/api/v1/calls")
class CallsApi {
    private static final int LARGEST_PAGE = 1000;

    /**
     * @param total calls at the moment
     * @param load share of the media ports in use
     */
    record Page(int total, double load, int offset, List<String> callIds) {}

    private final Calls calls;

    CallsApi(Calls calls) {
        this.calls = calls;
    }

    @Operation(summary = "Call-IDs in their order, a page at a time")
    @GetMapping
    Page list(@RequestParam(defaultValue = "0") int offset, @RequestParam(defaultValue = "100") int limit) {
        if (offset < 0 || limit < 1 || limit > LARGEST_PAGE) {
            throw new IllegalArgumentException("offset must be 0 or more, limit 1 to " + LARGEST_PAGE);
        }
        return new Page(calls.size(), calls.load(), offset, calls.ids(offset, limit));
    }

    @Operation(summary = "One call: its parties, ports, sources and what each sent")
    @GetMapping("/{callId}")
    CallReport show(@PathVariable String callId) {
        return calls.report(callId)
                .orElseThrow(() -> new ErrorResponseException(
                        HttpStatus.NOT_FOUND,
                        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "No call has this Call-ID."),
                        null));
    }
}
