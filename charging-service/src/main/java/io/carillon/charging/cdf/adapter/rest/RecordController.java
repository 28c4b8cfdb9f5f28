package io.carillon.charging.cdf.adapter.rest;

import io.carillon.charging.cdf.ChargingRecord;
import io.carillon.charging.cdf.RecordQuery;
import io.carillon.charging.cdf.Records;
import io.carillon.identity.IdentityFormatException;
import io.carillon.identity.Impu;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Charging records, newest first, as JSON or as CSV (by Accept). */
@RestController
@Tag(name = "records")
public class RecordController {
    private static final int MOST = 1000;
    private static final String CSV = "text/csv;charset=UTF-8";

    /** One page of records; {@code total} counts all that match. */
    record Page(List<Row> records, int page, int size, long total) {}

    /** One record; {@code answer} is null for what was never answered. */
    record Row(
            String id,
            String kind,
            Instant start,
            @Nullable Instant answer,
            Instant end,
            long durationSeconds,
            String caller,
            String callee,
            String servedUser,
            String role,
            String cause,
            String icid,
            String callId,
            String node,
            Map<String, String> extra) {

        static Row of(ChargingRecord it) {
            return new Row(
                    it.id(),
                    it.kind(),
                    it.start(),
                    it.answer().orElse(null),
                    it.end(),
                    it.duration().toSeconds(),
                    it.caller(),
                    it.callee(),
                    it.servedUser(),
                    it.role(),
                    it.cause(),
                    it.icid(),
                    it.callId(),
                    it.node(),
                    it.extra());
        }
    }

    /** The query as the URL has it. */
    record Filter(
            @Parameter(description = "of this call or message") @Nullable
            String callId,

            @Parameter(description = "IMS Charging Identifier: all records of one session") @Nullable
            String icid,

            @Parameter(description = "a public identity that took part") @Nullable
            String party,

            @Parameter(description = "call, access, control or message") @Nullable
            String kind,

            @Parameter(description = "began at this time or later") @Nullable
            Instant from,

            @Parameter(description = "began before this time") @Nullable
            Instant to,

            @Parameter(description = "the first is 0") @Nullable
            Integer page,

            @Parameter(description = "how many at most, 1 to " + MOST + "; 100 if not given") @Nullable
            Integer size) {

        RecordQuery toQuery() {
            int wanted = Optional.ofNullable(size).orElse(100);
            int number = Optional.ofNullable(page).orElse(0);
            if (wanted < 1 || wanted > MOST || number < 0) {
                throw new ErrorResponseException(
                        HttpStatus.BAD_REQUEST,
                        ProblemDetail.forStatusAndDetail(
                                HttpStatus.BAD_REQUEST, "page is 0 or more, size is 1 to " + MOST),
                        null);
            }
            return new RecordQuery(
                    Optional.ofNullable(callId),
                    Optional.ofNullable(icid),
                    Optional.ofNullable(party).map(Filter::canonical),
                    Optional.ofNullable(kind),
                    Optional.ofNullable(from),
                    Optional.ofNullable(to),
                    number,
                    wanted);
        }

        /** Records name their parties in the canonical form; what is no identity is looked for as it is. */
        private static String canonical(String party) {
            try {
                return Impu.parse(party).value();
            } catch (IdentityFormatException other) {
                return party;
            }
        }
    }

    private final Records records;

    RecordController(Records records) {
        this.records = records;
    }

    @GetMapping(path = "/api/v1/cdrs", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Charging records, newest first, as JSON or as CSV, by Accept", operationId = "listRecords")
    Page json(@ParameterObject Filter filter) {
        RecordQuery query = filter.toQuery();
        List<Row> rows = records.find(query).stream().map(Row::of).toList();
        return new Page(rows, query.page(), query.size(), records.count(query));
    }

    @GetMapping(path = "/api/v1/cdrs", produces = CSV)
    String csv(@ParameterObject Filter filter) {
        RecordQuery query = filter.toQuery();
        return RecordCsv.of(records.find(query));
    }
}
