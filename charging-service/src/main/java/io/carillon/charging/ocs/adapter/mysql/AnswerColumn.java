package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.CreditAnswer;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** An answer as its column holds it. */
final class AnswerColumn {
    private static final ObjectReader READER = JsonMapper.shared().readerFor(CreditAnswer.class);
    private static final ObjectWriter WRITER = JsonMapper.shared().writerFor(CreditAnswer.class);

    private AnswerColumn() {}

    static String write(CreditAnswer answer) {
        return WRITER.writeValueAsString(answer);
    }

    static CreditAnswer read(String column) {
        return READER.readValue(column);
    }
}
