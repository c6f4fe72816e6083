package io.minimlops.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The topic catalogue. `lineage.v1` carries OpenLineage run events and `inference-payload.v1`
/// inference payloads, as they are; neither has an [Event] type of its own.
public enum Topic {
    RUNS("runs", Retention.TIME, RunEvent.class),
    MODELS("models", Retention.TIME, ModelEvent.class),
    FEATURES("features", Retention.COMPACTED, FeatureEvent.class),
    INFERENCE_LOG("inference-log", Retention.TIME, InferenceEvent.class),
    INFERENCE_PAYLOAD("inference-payload", Retention.TIME, null),
    FEEDBACK("feedback", Retention.TIME, FeedbackEvent.class),
    DEPLOYMENTS("deployments", Retention.COMPACTED, DeploymentEvent.class),
    STREAMS("streams", Retention.COMPACTED, StreamEvent.class),
    PIPELINES("pipelines", Retention.TIME, PipelineEvent.class),
    MONITORING("monitoring", Retention.TIME, MonitoringEvent.class),
    LINEAGE("lineage", Retention.TIME, null);

    /// How long a record is kept: until it is old, or until its key is written again.
    public enum Retention {
        TIME,
        COMPACTED
    }

    private final String stem;
    private final Retention retention;
    private final List<Class<?>> events;

    Topic(String stem, Retention retention, @Nullable Class<? extends Event> family) {
        this.stem = stem;
        this.retention = retention;
        this.events = family == null ? List.of() : List.of(family.getPermittedSubclasses());
    }

    /// The Kafka topic, for example `inference-log.v1`.
    public String topicName() {
        return stem + ".v1";
    }

    public Retention retention() {
        return retention;
    }

    /// Record types that may appear on this topic.
    public List<Class<?>> events() {
        return events;
    }

    /// The CloudEvents type of an event on this topic, for example `mlops.models.AliasMoved`.
    public String typeOf(Class<?> event) {
        return "mlops." + stem + "." + event.getSimpleName();
    }
}
