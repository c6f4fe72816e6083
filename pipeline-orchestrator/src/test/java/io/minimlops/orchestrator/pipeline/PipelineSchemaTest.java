package io.minimlops.orchestrator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The published schema and the parser must say the same.
class PipelineSchemaTest {

    private static final JsonNode SCHEMA = schema();

    @ParameterizedTest
    @EnumSource(StepKind.class)
    void theSchemaKnowsEachStepsInputs(StepKind kind) {
        JsonNode definition = SCHEMA.path("$defs").path(definitionOf(kind));
        assertThat(definition.path("properties").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrderElementsOf(kind.inputs());
        assertThat(texts(definition.path("required")))
                .containsExactlyInAnyOrderElementsOf(kind.required());
    }

    @Test
    void theSchemaKnowsEveryKindAndType() {
        assertThat(texts(SCHEMA.at("/$defs/step/properties/uses/enum")))
                .containsExactlyElementsOf(StepKind.wireNames());
        assertThat(
                        texts(
                                SCHEMA.at(
                                        "/properties/parameters/additionalProperties/properties/type/enum")))
                .containsExactlyElementsOf(ParameterType.wireNames());
        assertThat(SCHEMA.at("/$defs/name/pattern").asText())
                .isEqualTo("^" + PipelineParser.NAME.pattern() + "$");
    }

    private static String definitionOf(StepKind kind) {
        return kind == StepKind.TRAINING_SET ? "trainingSet" : kind.wireName();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static JsonNode schema() {
        try (var in = PipelineSchemaTest.class.getResourceAsStream("/pipeline.schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
