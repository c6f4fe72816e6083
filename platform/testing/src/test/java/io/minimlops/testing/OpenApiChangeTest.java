package io.minimlops.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenApiChangeTest {

    private static final String DOCUMENT =
            """
            {"paths": {"/runs": {"post": {
              "parameters": [{"name": "a", "required": true}],
              "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}},
              "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Run"}}}}}}}},
             "components": {"schemas": {
               "New": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "note": {"type": "string"}}},
               "Run": {"type": "object", "properties": {"id": {"type": "string"}, "next": {"$ref": "#/components/schemas/Run"}}}}}}
            """;

    @Test
    void anAdditionBreaksNothing() throws Exception {
        assertThat(breaking("\"id\"", "\"extra\": {\"type\": \"string\"}, \"id\"")).isEmpty();
    }

    @Test
    void aRemovedOperationBreaks() throws Exception {
        assertThat(breaking("post", "put")).containsExactly("post /runs is gone");
    }

    @Test
    void aRemovedAnswerFieldBreaks() throws Exception {
        assertThat(breaking("\"id\"", "\"runId\"")).containsExactly("post /runs 200.id is gone");
    }

    @Test
    void aNewRequiredRequestFieldBreaks() throws Exception {
        assertThat(breaking("[\"name\"]", "[\"name\", \"note\"]"))
                .containsExactly("post /runs request now requires note");
    }

    @Test
    void aNewRequiredParameterBreaks() throws Exception {
        assertThat(
                        breaking(
                                "{\"name\": \"a\", \"required\": true}",
                                "{\"name\": \"b\", \"required\": true}"))
                .containsExactly("post /runs now requires the parameter b");
    }

    private static List<String> breaking(String old, String changed) throws Exception {
        JsonNode before = new JsonMapper().readTree(DOCUMENT);
        JsonNode after = new JsonMapper().readTree(DOCUMENT.replace(old, changed));
        return OpenApiChange.breaking(before, after);
    }
}
