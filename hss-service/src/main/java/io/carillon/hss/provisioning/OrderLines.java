package io.carillon.hss.provisioning;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** The orders of an import, read one by one: CSV with a line of column names, a JSON array, or one JSON object a line. */
interface OrderLines extends AutoCloseable {

    /** One order, or why it cannot be read. Nothing of an unreadable line is told: it may hold keys. */
    sealed interface Line {
        long number();

        record Readable(long number, AddSubscriber order) implements Line {}

        record Unreadable(long number, List<Fault> faults) implements Line {}
    }

    /** Empty at the end; an IOException where nothing after it can be read either. */
    Optional<Line> next() throws IOException;

    @Override
    void close() throws IOException;

    static OrderLines of(Format format, InputStream in) throws IOException {
        return switch (format) {
            case CSV -> new CsvLines(in);
            case JSON -> new JsonLines(in);
        };
    }

    enum Format {
        CSV,
        JSON;

        static Optional<Format> of(@Nullable String contentType) {
            String type = String.valueOf(contentType).split(";")[0].strip().toLowerCase(Locale.ROOT);
            return switch (type) {
                case "text/csv" -> Optional.of(CSV);
                case "application/json", "application/x-ndjson" -> Optional.of(JSON);
                default -> Optional.empty();
            };
        }
    }

    final class JsonLines implements OrderLines {
        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        private final MappingIterator<AddSubscriber> orders;

        JsonLines(InputStream in) throws IOException {
            try {
                orders = JSON.readerFor(AddSubscriber.class).readValues(in);
            } catch (JacksonException garbled) {
                throw unreadable(garbled);
            }
        }

        @Override
        public Optional<Line> next() throws IOException {
            try {
                if (!orders.hasNextValue()) {
                    return Optional.empty();
                }
                long number = line();
                AddSubscriber order = orders.nextValue();
                return Optional.of(
                        order == null
                                ? new Line.Unreadable(number, List.of(new Fault("", "an order cannot be null")))
                                : new Line.Readable(number, order));
            } catch (StreamReadException garbled) {
                throw unreadable(garbled);
            } catch (DatabindException misfit) {
                String field = misfit.getPath().stream()
                        .map(each -> String.valueOf(each.getPropertyName()))
                        .findFirst()
                        .orElse("");
                return Optional.of(new Line.Unreadable(
                        line(), List.of(new Fault(field, field + " is unknown, or not of the kind it should be"))));
            } catch (JacksonException away) {
                throw unreadable(away);
            }
        }

        private long line() {
            return orders.currentLocation().getLineNr();
        }

        private static IOException unreadable(JacksonException garbled) {
            return new IOException(
                    "this is not JSON at line " + garbled.getLocation().getLineNr());
        }

        @Override
        public void close() {
            orders.close();
        }
    }

    final class CsvLines implements OrderLines {
        private static final CSVFormat FORMAT = CSVFormat.RFC4180
                .builder()
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();

        private final BoundedRecords in;
        private final CSVParser csv;
        private final Iterator<CSVRecord> records;
        private final CsvOrder columns;

        CsvLines(InputStream stream) throws IOException {
            in = new BoundedRecords(new InputStreamReader(stream, StandardCharsets.UTF_8));
            csv = CSVParser.parse(in, FORMAT);
            records = csv.iterator();
            columns = CsvOrder.of(fields().orElse(List.of()));
        }

        @Override
        public Optional<Line> next() throws IOException {
            Optional<List<String>> fields = fields();
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            long line = csv.getCurrentLineNumber();
            try {
                return Optional.of(new Line.Readable(line, columns.read(fields.get())));
            } catch (InvalidOrder wrong) {
                return Optional.of(new Line.Unreadable(line, wrong.faults()));
            }
        }

        private Optional<List<String>> fields() throws IOException {
            in.nextRecord();
            try {
                return records.hasNext() ? Optional.of(records.next().toList()) : Optional.empty();
            } catch (UncheckedIOException garbled) {
                throw new IOException("this is not CSV at line " + csv.getCurrentLineNumber(), garbled);
            }
        }

        @Override
        public void close() throws IOException {
            csv.close();
        }
    }
}
