package io.minimlops.orchestrator.lineage;

import io.minimlops.events.Topic;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.lineage.OpenLineage.Parent;
import io.minimlops.orchestrator.lineage.OpenLineage.Subject;
import io.minimlops.orchestrator.lineage.OpenLineage.Type;
import io.minimlops.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Tells lineage within the caller's transaction.
@ApplicationScoped
public class LineageLog {

    private static final String CLOUD_EVENT_TYPE = "mlops.lineage.RunEvent";

    private final Outbox outbox;
    private final LineageForwarder forwarder;

    LineageLog(Outbox outbox, LineageForwarder forwarder) {
        this.outbox = outbox;
        this.forwarder = forwarder;
    }

    public void runStarted(UUID run, String pipeline, Instant asOf, String correlationId) {
        tell(
                OpenLineage.event(
                        Type.START,
                        Instant.now(),
                        new Subject(run, pipeline, null),
                        OpenLineage.nominalTime(asOf),
                        List.of(),
                        List.of()),
                pipeline,
                correlationId);
    }

    public void runFinished(UUID run, String pipeline, boolean succeeded, String correlationId) {
        tell(
                OpenLineage.event(
                        succeeded ? Type.COMPLETE : Type.FAIL,
                        Instant.now(),
                        new Subject(run, pipeline, null),
                        Map.of(),
                        List.of(),
                        List.of()),
                pipeline,
                correlationId);
    }

    /// A step's start is told together with its end: an attempt that came to nothing is no lineage.
    public void stepFinished(
            StepOfRun step,
            Instant startedAt,
            List<DataSet> inputs,
            List<DataSet> outputs,
            String correlationId) {
        stepStarted(step, startedAt, inputs, correlationId);
        tell(
                OpenLineage.event(
                        Type.COMPLETE, Instant.now(), step.subject(), Map.of(), inputs, outputs),
                step.job(),
                correlationId);
    }

    public void stepFailed(StepOfRun step, Instant startedAt, String error, String correlationId) {
        stepStarted(step, startedAt, List.of(), correlationId);
        tell(
                OpenLineage.event(
                        Type.FAIL,
                        Instant.now(),
                        step.subject(),
                        OpenLineage.errorMessage(error),
                        List.of(),
                        List.of()),
                step.job(),
                correlationId);
    }

    private void stepStarted(
            StepOfRun step, Instant startedAt, List<DataSet> inputs, String correlationId) {
        tell(
                OpenLineage.event(
                        Type.START, startedAt, step.subject(), Map.of(), inputs, List.of()),
                step.job(),
                correlationId);
    }

    private void tell(Map<String, Object> event, String job, String correlationId) {
        byte[] json = Documents.text(event).getBytes(StandardCharsets.UTF_8);
        outbox.addForeign(Topic.LINEAGE, job, CLOUD_EVENT_TYPE, json, correlationId);
        forwarder.afterCommit(json);
    }

    /// A step as lineage names it: job `<pipeline>.<step>`.
    public record StepOfRun(UUID run, String pipeline, String step) {

        String job() {
            return pipeline + "." + step;
        }

        Subject subject() {
            return new Subject(OpenLineage.stepRun(run, step), job(), new Parent(run, pipeline));
        }
    }
}
