package io.minimlops.orchestrator.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// YAML and JSON in and out.
public final class Documents {

    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(
                                            com.fasterxml.jackson.core.StreamReadFeature
                                                    .STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .registerModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS);

    static {
        JSON.getFactory().setCharacterEscapes(new WithoutNul());
    }

    private static final int LONGEST_YAML = 256 * 1024;

    private Documents() {}

    /// The one YAML mapping in a text.
    ///
    /// @throws ProblemException when it is too long, not YAML, or not a mapping
    public static ObjectNode yaml(String text) {
        if (text.length() > LONGEST_YAML) {
            throw new ProblemException(
                    new Problem.TooLarge(
                            "the YAML is longer than " + LONGEST_YAML + " characters"));
        }
        try {
            if (YAML.readTree(text) instanceof ObjectNode mapping) {
                return mapping;
            }
            throw new ProblemException(new Problem.Malformed("the YAML must be one mapping"));
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    new Problem.Malformed("the YAML cannot be read: " + e.getOriginalMessage()), e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    new Problem.Malformed("the JSON cannot be read: " + e.getOriginalMessage()), e);
        }
    }

    /// A JSON object as a map in its order.
    public static Map<String, Object> map(String text) {
        return map(json(text));
    }

    public static Map<String, Object> map(JsonNode node) {
        return JSON.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /// A JSON array of objects.
    public static List<Map<String, Object>> list(String text) {
        return JSON.convertValue(json(text), new TypeReference<List<Map<String, Object>>>() {});
    }

    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    public static <T> T as(Class<T> type, Object value) {
        return JSON.convertValue(value, type);
    }

    public static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + value.getClass().getSimpleName(), e);
        }
    }
}
