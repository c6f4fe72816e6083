package io.minimlops.orchestrator.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.minimlops.orchestrator.drift.ReferenceDistribution;
import io.minimlops.orchestrator.drift.ReferenceFile;
import io.minimlops.orchestrator.training.Column.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ModelFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Dataset data = Flights.of(1, 1_000, 0.1);
    private final ModelCard card =
            new ModelCard(
                    "run-1",
                    Instant.parse("2001-03-01T00:00:00Z"),
                    "flight_delay",
                    "late",
                    List.of(
                            new Column("event_timestamp", Role.TIMESTAMP),
                            new Column("origin", Role.KEY),
                            new Column("hour", Role.COLUMN),
                            new Column("distance", Role.COLUMN),
                            new Column("delays__late_share", Role.FEATURE),
                            new Column("noise", Role.COLUMN),
                            new Column("late", Role.LABEL)));

    @Test
    void aModelIsFiveFiles() {
        assertThat(files().keySet())
                .containsExactly(
                        "MLmodel", "features.json", "model.onnx", "reference.json", "xgboost.json");
    }

    @Test
    void theFeaturesSayWhereEachInputComesFrom() throws IOException {
        JsonNode features = JSON.readTree(files().get("features.json"));

        assertThat(features.path("featureService").asText()).isEqualTo("flight_delay");
        assertThat(features.path("label").asText()).isEqualTo("late");
        assertThat(features.at("/entities/0").asText()).isEqualTo("origin");
        assertThat(features.at("/columns/0").toString())
                .isEqualTo("{\"name\":\"hour\",\"source\":\"request\"}");
        assertThat(features.at("/columns/2").toString())
                .isEqualTo(
                        "{\"name\":\"delays__late_share\",\"source\":\"feature\",\"ref\":\"delays:late_share\"}");
    }

    @Test
    void theNextGateFindsTheColumnsInTheModelsOrder() {
        assertThat(ModelFiles.columns(files().get("features.json"))).isEqualTo(data.columns());
        assertThatThrownBy(() -> ModelFiles.columns("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnusableModel.class);
        assertThatThrownBy(() -> ModelFiles.columns(new byte[] {1}))
                .isInstanceOf(UnusableModel.class);
    }

    @Test
    void mlflowFindsFlavorAndSignature() throws IOException {
        JsonNode model = new ObjectMapper(new YAMLFactory()).readTree(files().get("MLmodel"));

        assertThat(model.at("/flavors/onnx/data").asText()).isEqualTo("model.onnx");
        assertThat(model.path("run_id").asText()).isEqualTo("run-1");
        assertThat(model.path("utc_time_created").asText()).isEqualTo("2001-03-01 00:00:00.000000");
        JsonNode inputs = JSON.readTree(model.at("/signature/inputs").asText());
        assertThat(inputs.size()).isEqualTo(4);
        assertThat(inputs.get(2).toString())
                .isEqualTo(
                        "{\"type\":\"float\",\"name\":\"delays__late_share\",\"required\":false}");
    }

    @Test
    void theReferenceHoldsEveryInputAndThePrediction() {
        ReferenceDistribution reference = ReferenceFile.read(files().get("reference.json"));

        assertThat(reference.columns())
                .extracting(c -> c.name())
                .containsExactly("hour", "distance", "delays__late_share", "noise", "prediction");
        assertThat(reference.rows()).isEqualTo(1_000);
        assertThat(reference.trainingSet()).isEqualTo("set-1");
        assertThat(reference.column("hour").orElseThrow().missingShare()).isBetween(0.05, 0.15);
    }

    @Test
    void theFilesGiveBackTheModel() {
        try (OnnxModel model = OnnxModel.load(files().get("model.onnx"))) {
            assertThat(model.score(data)).hasSize(1_000);
        }
    }

    private SortedMap<String, byte[]> files() {
        try (TrainedModel model = new Trainer().train(data, Flights.quick(5, 3, 1))) {
            return ModelFiles.of(
                    card,
                    model.json(),
                    model.onnx(),
                    TrainingReference.of(data, "set-1", "sha256:00", model.score(data)));
        }
    }
}
