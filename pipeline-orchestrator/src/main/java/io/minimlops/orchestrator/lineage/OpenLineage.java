package io.minimlops.orchestrator.lineage;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Run events of OpenLineage 2-0-2. Pure.
final class OpenLineage {

    static final String NAMESPACE = "mini-mlops";
    private static final String PRODUCER = "urn:mini-mlops:pipeline-orchestrator";
    private static final String SPEC =
            "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String FACETS = "https://openlineage.io/spec/facets/";

    private OpenLineage() {}

    enum Type {
        START,
        COMPLETE,
        FAIL
    }

    /// @param parent the pipeline run a step belongs to; null for the pipeline run itself
    record Subject(UUID runId, String job, @Nullable Parent parent) {}

    record Parent(UUID runId, String job) {}

    /// A step's run id is made from its pipeline run and its name: every replica makes the same.
    static UUID stepRun(UUID run, String step) {
        return UUID.nameUUIDFromBytes((run + "/" + step).getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, Object> event(
            Type type,
            Instant at,
            Subject subject,
            Map<String, Object> runFacets,
            List<DataSet> inputs,
            List<DataSet> outputs) {
        Map<String, Object> facets = new LinkedHashMap<>(runFacets);
        if (subject.parent() != null) {
            facets.put("parent", parent(subject.parent()));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventTime", at.toString());
        event.put("producer", PRODUCER);
        event.put("schemaURL", SPEC);
        event.put("eventType", type.name());
        event.put("run", Map.of("runId", subject.runId().toString(), "facets", facets));
        event.put("job", job(subject));
        event.put("inputs", inputs.stream().map(data -> dataSet(data, "inputFacets")).toList());
        event.put("outputs", outputs.stream().map(data -> dataSet(data, "outputFacets")).toList());
        return event;
    }

    static Map<String, Object> nominalTime(Instant asOf) {
        return Map.of(
                "nominalTime",
                facet(
                        "1-0-1/NominalTimeRunFacet.json",
                        Map.of("nominalStartTime", asOf.toString())));
    }

    static Map<String, Object> errorMessage(String message) {
        return Map.of(
                "errorMessage",
                facet(
                        "1-0-0/ErrorMessageRunFacet.json",
                        Map.of("message", message, "programmingLanguage", "java")));
    }

    private static Map<String, Object> parent(Parent parent) {
        return facet(
                "1-2-0/ParentRunFacet.json",
                Map.of(
                        "run", Map.of("runId", parent.runId().toString()),
                        "job", Map.of("namespace", NAMESPACE, "name", parent.job())));
    }

    private static Map<String, Object> job(Subject subject) {
        Map<String, Object> type =
                facet(
                        "2-0-4/JobTypeJobFacet.json",
                        Map.of(
                                "processingType", "BATCH",
                                "integration", "MINI_MLOPS",
                                "jobType", subject.parent() == null ? "PIPELINE" : "STEP"));
        return Map.of(
                "namespace", NAMESPACE, "name", subject.job(), "facets", Map.of("jobType", type));
    }

    private static Map<String, Object> dataSet(DataSet data, String rowFacets) {
        Map<String, Object> facets = new LinkedHashMap<>();
        if (!data.version().isEmpty()) {
            facets.put(
                    "version",
                    facet(
                            "1-0-1/DatasetVersionDatasetFacet.json",
                            Map.of("datasetVersion", data.version())));
        }
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("namespace", data.namespace());
        node.put("name", data.name());
        node.put("facets", facets);
        if (data.rows() >= 0) {
            node.put(rowFacets, rowFacets.equals("inputFacets") ? rowsIn(data) : rowsOut(data));
        }
        return node;
    }

    private static Map<String, Object> rowsIn(DataSet data) {
        return Map.of(
                "dataQualityMetrics",
                facet(
                        "1-0-2/DataQualityMetricsInputDatasetFacet.json",
                        Map.of("rowCount", data.rows(), "columnMetrics", Map.of())));
    }

    private static Map<String, Object> rowsOut(DataSet data) {
        return Map.of(
                "outputStatistics",
                facet(
                        "1-0-2/OutputStatisticsOutputDatasetFacet.json",
                        Map.of("rowCount", data.rows())));
    }

    private static Map<String, Object> facet(String schema, Map<String, Object> content) {
        Map<String, Object> facet = new LinkedHashMap<>();
        facet.put("_producer", PRODUCER);
        facet.put("_schemaURL", FACETS + schema);
        facet.putAll(content);
        return facet;
    }
}
