package io.carillon.charging.cdf.adapter.rest;

import io.carillon.charging.cdf.ChargingRecord;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Records as CSV (RFC 4180) with a heading. */
final class RecordCsv {
    private static final String END = "\r\n";
    private static final String HEADING =
            "id,kind,start,answer,end,durationSeconds,caller,callee,servedUser,role,cause,icid,callId,node";

    private RecordCsv() {}

    static String of(List<ChargingRecord> records) {
        return records.stream().map(RecordCsv::line).collect(Collectors.joining("", HEADING + END, ""));
    }

    private static String line(ChargingRecord it) {
        return Stream.of(
                        it.id(),
                        it.kind(),
                        it.start().toString(),
                        it.answer().map(Instant::toString).orElse(""),
                        it.end().toString(),
                        String.valueOf(it.duration().toSeconds()),
                        it.caller(),
                        it.callee(),
                        it.servedUser(),
                        it.role(),
                        it.cause(),
                        it.icid(),
                        it.callId(),
                        it.node())
                .map(RecordCsv::cell)
                .collect(Collectors.joining(",", "", END));
    }

    /** A caller chooses its own Call-ID: what a spreadsheet would run as a formula becomes plain text. */
    private static String cell(String value) {
        String safe = !value.isEmpty() && "=@-\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
