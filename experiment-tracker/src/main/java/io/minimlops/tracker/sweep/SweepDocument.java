package io.minimlops.tracker.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// A sweep's configuration as text.
final class SweepDocument {

    private static final int LONGEST = 256 * 1024;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .build();

    private SweepDocument() {}

    /// A body as text, read only as far as a configuration may be long.
    static String limited(InputStream body) throws IOException {
        byte[] read = body.readNBytes(LONGEST + 1);
        if (read.length > LONGEST) {
            throw new ProblemException(
                    new Problem.TooLarge(
                            "a sweep's configuration has at most " + LONGEST + " bytes"));
        }
        return new String(read, UTF_8);
    }

    static ObjectNode json(String text) {
        return read(JSON, "JSON", text);
    }

    static ObjectNode yaml(String text) {
        return read(YAML, "YAML", text);
    }

    static Map<String, Object> map(ObjectNode document) {
        return JSON.convertValue(document, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("values of parameters are always JSON", e);
        }
    }

    private static ObjectNode read(ObjectMapper mapper, String language, String text) {
        if (text.indexOf('\0') >= 0 || text.contains("\\u0000")) {
            throw malformed(language, "it contains the character U+0000");
        }
        try {
            JsonNode tree = mapper.readTree(text);
            if (tree instanceof ObjectNode mapping) {
                return mapping;
            }
            throw malformed(language, "it must be a mapping");
        } catch (JsonProcessingException e) {
            throw malformed(language, e.getOriginalMessage());
        }
    }

    private static ProblemException malformed(String language, String why) {
        return new ProblemException(
                new Problem.Malformed("the " + language + " cannot be read: " + why));
    }
}
