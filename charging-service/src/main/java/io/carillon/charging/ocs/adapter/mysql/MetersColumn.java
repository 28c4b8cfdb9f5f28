package io.carillon.charging.ocs.adapter.mysql;

import io.carillon.charging.ocs.Meter;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Converter
class MetersColumn implements AttributeConverter<Map<String, Meter>, String> {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Meter>> TYPE = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, Meter> meters) {
        return JSON.writeValueAsString(meters);
    }

    @Override
    public Map<String, Meter> convertToEntityAttribute(String column) {
        return JSON.readValue(column, TYPE);
    }
}
