package io.minimlops.orchestrator.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.lineage.LineageLog.StepOfRun;
import io.minimlops.orchestrator.lineage.OpenLineage.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenLineageTest {

    private static final UUID RUN = UUID.fromString("6f9f3a52-6a1c-4c3e-9d1e-111111111111");

    @Test
    void aFinishedStepNamesItsParentAndTheVersionsOfItsData() {
        // Given
        StepOfRun step = new StepOfRun(RUN, "flight-delay", "train");
        DataSet set = new DataSet("s3://mlops-features", "train-1", "sha256:ab", 42);
        // When
        var event =
                Documents.tree(
                        OpenLineage.event(
                                Type.COMPLETE,
                                Instant.parse("2001-02-01T00:00:00Z"),
                                step.subject(),
                                Map.of(),
                                List.of(set),
                                List.of()));
        // Then
        assertThat(event.at("/schemaURL").asText()).contains("/2-0-2/");
        assertThat(event.at("/eventType").asText()).isEqualTo("COMPLETE");
        assertThat(event.at("/job/name").asText()).isEqualTo("flight-delay.train");
        assertThat(event.at("/run/facets/parent/run/runId").asText()).isEqualTo(RUN.toString());
        assertThat(event.at("/inputs/0/facets/version/datasetVersion").asText())
                .isEqualTo("sha256:ab");
        assertThat(event.at("/inputs/0/inputFacets/dataQualityMetrics/rowCount").asInt())
                .isEqualTo(42);
        assertThat(event.at("/inputs/0/facets/version").has("_schemaURL")).isTrue();
    }

    @Test
    void everyReplicaGivesAStepTheSameRunId() {
        assertThat(OpenLineage.stepRun(RUN, "train"))
                .isEqualTo(OpenLineage.stepRun(RUN, "train"))
                .isNotEqualTo(OpenLineage.stepRun(RUN, "gate"));
    }
}
