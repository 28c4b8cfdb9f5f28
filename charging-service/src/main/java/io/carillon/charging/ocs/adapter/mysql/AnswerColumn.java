package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.CreditAnswer;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import tools.jackson.databind.json.JsonMapper;

@Converter
class AnswerColumn implements AttributeConverter<CreditAnswer, String> {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public String convertToDatabaseColumn(CreditAnswer answer) {
        return JSON.writeValueAsString(answer);
    }

    @Override
    public CreditAnswer convertToEntityAttribute(String column) {
        return JSON.readValue(column, CreditAnswer.class);
    }
}
