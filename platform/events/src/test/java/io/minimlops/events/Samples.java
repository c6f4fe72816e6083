package io.minimlops.events;

import io.minimlops.events.DeploymentEvent.BanditLearned;
import io.minimlops.events.DeploymentEvent.Canary;
import io.minimlops.events.DeploymentEvent.DeploymentChanged;
import io.minimlops.events.DeploymentEvent.DeploymentWithdrawn;
import io.minimlops.events.DeploymentEvent.LearnedArm;
import io.minimlops.events.FeatureEvent.FeaturesWritten;
import io.minimlops.events.FeedbackEvent.Label;
import io.minimlops.events.FeedbackEvent.LabelsReceived;
import io.minimlops.events.FeedbackEvent.Reward;
import io.minimlops.events.FeedbackEvent.RewardsReceived;
import io.minimlops.events.InferenceEvent.PredictionsServed;
import io.minimlops.events.InferenceEvent.Row;
import io.minimlops.events.ModelEvent.AliasMoved;
import io.minimlops.events.ModelEvent.VersionDeleted;
import io.minimlops.events.ModelEvent.VersionRegistered;
import io.minimlops.events.MonitoringEvent.CanaryJudged;
import io.minimlops.events.MonitoringEvent.ColumnDrift;
import io.minimlops.events.MonitoringEvent.DriftEvaluated;
import io.minimlops.events.PipelineEvent.PipelineRunFinished;
import io.minimlops.events.PipelineEvent.PipelineRunStarted;
import io.minimlops.events.PipelineEvent.StepFinished;
import io.minimlops.events.RunEvent.RunCreated;
import io.minimlops.events.RunEvent.RunFinished;
import io.minimlops.events.StreamEvent.StreamDefined;
import io.minimlops.events.StreamEvent.StreamDeleted;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One instance of every event, with every optional part present where it can be.
final class Samples {

    private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");

    /// A deployment with a descriptor.
    static DeploymentChanged described() {
        return new DeploymentChanged(
                "flight-delay",
                "flight-delay",
                "champion",
                null,
                "ada",
                null,
                AT,
                Map.of("batching", Map.of("maxRows", 64, "maxQueueDelay", "PT0.002S")),
                null);
    }

    /// A deployment with a rollout under way.
    static DeploymentChanged rollingOut() {
        return new DeploymentChanged(
                "flight-delay",
                "flight-delay",
                "champion",
                new Canary("4", 5),
                "rollout",
                "errors, latency and quality are within limits",
                AT,
                Map.of("traffic", Map.of("rollout", Map.of("version", "4"))),
                Map.of("id", "r-1", "revision", 2, "version", "4"));
    }

    /// A deployment that is a graph of others: it has no model of its own.
    static DeploymentChanged graph() {
        return new DeploymentChanged(
                "delay-and-cause",
                "",
                "",
                null,
                "ada",
                "both in one call",
                AT,
                Map.of(
                        "graph",
                        Map.of(
                                "root",
                                "both",
                                "nodes",
                                Map.of(
                                        "both",
                                        Map.of(
                                                "type",
                                                "ensemble",
                                                "steps",
                                                List.of(
                                                        Map.of("deployment", "flight-delay"),
                                                        Map.of("deployment", "delay-cause")))))),
                null);
    }

    private Samples() {}

    static Stream<Event> all() {
        return Stream.of(
                new RunCreated("r1", "1", "swift-heron-12", "ada", AT),
                new RunFinished("r1", "1", "FINISHED", AT),
                new VersionRegistered(
                        "flight-delay",
                        "3",
                        "mlflow-artifacts:/1/r1/artifacts/model",
                        "r1",
                        "9f86",
                        AT),
                new VersionDeleted("flight-delay", "2", AT),
                new AliasMoved(
                        "flight-delay",
                        "champion",
                        AliasMoved.Kind.ROLLBACK,
                        "3",
                        "1",
                        "ada",
                        "worse on labels",
                        Map.of("logLoss", "0.61"),
                        AT),
                new FeaturesWritten(
                        "flights",
                        "origin_delays",
                        "ORD",
                        List.of("late_share_24h", "landings_24h", "note"),
                        Arrays.asList(0.25, 812, null),
                        AT,
                        AT),
                new PredictionsServed(
                        "q1",
                        "flight-delay",
                        "flight-delay",
                        "3",
                        "canary",
                        List.of("hour", "origin_delays__late_share_24h"),
                        List.of(
                                new Row(
                                        "q1/0",
                                        Map.of("origin", "ORD"),
                                        Arrays.asList(17.0, null),
                                        "RM",
                                        List.of(0L, 0L),
                                        0.125)),
                        AT,
                        AT,
                        840,
                        32),
                new LabelsReceived("flight-delay", List.of(new Label("q1/0", 1.0, AT)), AT),
                new RewardsReceived("flight-delay", List.of(new Reward("q1/0", 0.25, AT)), AT),
                new DeploymentChanged(
                        "flight-delay",
                        "flight-delay",
                        "champion",
                        new Canary("4", 20),
                        "ada",
                        "try it",
                        AT,
                        null,
                        null),
                new DeploymentWithdrawn("flight-delay", "ada", "no longer needed", AT),
                new BanditLearned(
                        "flight-delay",
                        "flight-delay",
                        List.of(
                                new LearnedArm("champion", "3", 10.5, 9.5, 20),
                                new LearnedArm("bold", "4", 30.0, 10.0, 52)),
                        AT),
                new StreamDefined(
                        "flights",
                        "flight-delay",
                        "departures",
                        "delays",
                        "departures.dead-letter",
                        Map.of("hour", "hour_of_day"),
                        "earliest",
                        1,
                        false,
                        "ada",
                        "try it",
                        AT),
                new StreamDeleted("flights", "ada", "no longer needed", AT),
                new PipelineRunStarted(
                        "p1", "c1", "flight-delay", 2, "drift", Map.of("holdout", "P7D"), AT),
                new StepFinished(
                        "p1", "train", 1, "FAILED", "lost worker", Map.of("auc", "0.74"), AT),
                new PipelineRunFinished("p1", "c1", "flight-delay", "SUCCEEDED", AT),
                new DriftEvaluated(
                        "flight-delay",
                        "flight-delay",
                        "3",
                        AT,
                        AT,
                        24120,
                        List.of(
                                new ColumnDrift("hour", "OK", 0.004, 0.4),
                                new ColumnDrift("rare", "INSUFFICIENT", null, null)),
                        true,
                        "origin_delays__late_share_24h: psi 0.66 over 0.25",
                        "c1"),
                new CanaryJudged(
                        "flight-delay",
                        "flight-delay",
                        "3",
                        "4",
                        "logLoss",
                        0.51,
                        0.74,
                        4100,
                        980,
                        "ROLL_BACK",
                        "canary is worse",
                        AT));
    }
}
