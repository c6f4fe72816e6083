package io.minimlops.registry.alias;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;

/// Evidence as JSON text: written once, read whole, never searched.
@Converter
class EvidenceColumn implements AttributeConverter<Map<String, String>, String> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> EVIDENCE = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, String> evidence) {
        try {
            return JSON.writeValueAsString(evidence);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    @Override
    public Map<String, String> convertToEntityAttribute(String column) {
        try {
            return JSON.readValue(column, EVIDENCE);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("alias_move.evidence is not JSON", e);
        }
    }
}
