package io.minimlops.local.demo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// pipeline-orchestrator: pipelines and their runs, the monitor, the cases.
public final class OrchestratorApi {

    private static final Duration POLL = Duration.ofMillis(150);
    private static final String MONITORS = "/api/v1/monitors/";

    private final Wire wire;

    public OrchestratorApi(Wire wire) {
        this.wire = wire;
    }

    public void definePipeline(String yaml) {
        wire.yaml("POST", "/api/v1/pipelines", yaml);
    }

    public void defineMonitor(String name, String yaml) {
        wire.yaml("PUT", MONITORS + name, yaml);
    }

    /// @param requestId the run's identity: asked twice, it is started once
    public PipelineRun start(
            String pipeline,
            Map<String, Object> parameters,
            Instant asOf,
            String reason,
            String requestId) {
        return PipelineRun.of(
                wire.post(
                        "/api/v1/pipelines/" + pipeline + "/runs",
                        Map.of(
                                "parameters", parameters,
                                "asOf", asOf.toString(),
                                "reason", reason,
                                "requestId", requestId)));
    }

    public PipelineRun run(String id) {
        return PipelineRun.of(wire.get("/api/v1/runs/" + id));
    }

    /// @param watch told of every state that was seen
    public PipelineRun await(String id, Consumer<PipelineRun> watch) {
        PipelineRun run = run(id);
        while (!run.ended()) {
            watch.accept(run);
            Pause.of(POLL);
            run = run(id);
        }
        watch.accept(run);
        return run;
    }

    public List<PipelineRun> runsOf(String caseId) {
        return items(wire.get("/api/v1/runs"), "runs")
                .filter(run -> run.path("caseId").asText().equals(caseId))
                .map(PipelineRun::of)
                .toList();
    }

    /// Says that no event before the watermark will come, and waits until the monitor has judged
    /// everything up to it.
    public void advance(String monitor, Instant watermark) {
        Map<String, String> body = Map.of("watermark", watermark.toString());
        while (wire.postForAnswer(MONITORS + monitor + "/advance", body).statusCode() == 202) {
            Pause.of(POLL);
        }
    }

    /// In the order of their windows.
    public List<WindowEvaluation> evaluations(String monitor) {
        return items(wire.get(MONITORS + monitor + "/evaluations"), "evaluations")
                .map(WindowEvaluation::of)
                .sorted(Comparator.comparing(WindowEvaluation::end))
                .toList();
    }

    public CanaryState canary(String monitor) {
        return CanaryState.of(wire.get(MONITORS + monitor + "/canary"));
    }

    /// Newest first.
    public List<CaseStory> cases(String model) {
        return items(wire.get("/api/v1/cases?model=" + model), "cases").map(CaseStory::of).toList();
    }

    public CaseStory story(String caseId) {
        return CaseStory.of(wire.get("/api/v1/cases/" + caseId));
    }

    private static Stream<JsonNode> items(JsonNode answer, String name) {
        JsonNode list = answer.isArray() ? answer : answer.path(name);
        return StreamSupport.stream(list.spliterator(), false);
    }
}
