package io.minimlops.local.demo.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.wire.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What must be true of a version a pipeline made.
final class VersionChecks {

    private static final double PARITY = 1e-5;
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(20);

    private final Setting setting;

    VersionChecks(Setting setting) {
        this.setting = setting;
    }

    /// The training set is exactly the flights that had landed, at pinned snapshots.
    void trainedOn(PipelineRun run, Instant from, Instant asOf) {
        JsonNode data = run.outputs("data");
        long rows = data.path("rows").asLong();
        long expected = setting.history().labelled(from, asOf.minus(DemoPlan.HOLDOUT), asOf);
        setting.check(
                rows == expected && data.path("snapshots").size() > 0,
                "training set of %,d flights at pinned snapshots, content hash %s"
                        .formatted(expected, brief(data.path("contentHash").asText())),
                "%,d rows, snapshots %s".formatted(rows, data.path("snapshots")));
        tracked(run);
    }

    /// The tracker shows the same numbers; the ONNX model says what XGBoost says.
    private void tracked(PipelineRun run) {
        JsonNode train = run.outputs("train");
        String trackerRun = train.path("run").asText();
        Map<String, Double> metrics = setting.services().tracker().metrics(trackerRun);
        JsonNode parity = train.path("parity");
        double difference =
                parity.isObject() ? parity.path("maxDifference").asDouble(1) : parity.asDouble(1);
        setting.check(
                !metrics.isEmpty() && agree(train.path("metrics"), metrics),
                "run %s is tracked, %d metrics".formatted(brief(trackerRun), metrics.size()),
                "pipeline %s, tracker %s".formatted(train.path("metrics"), metrics));
        setting.check(
                difference <= PARITY,
                "ONNX and XGBoost agree to %.1e".formatted(difference),
                "they differ by " + difference);
    }

    /// The registry's champion is the run's version, its files are whole, and the gateway
    /// serves it.
    void served(PipelineRun run) {
        String model = setting.names().model();
        String version = run.outputs("register").path("version").asText();
        Optional<String> champion = setting.services().registry().champion(model);
        setting.check(
                champion.equals(Optional.of(version))
                        && setting.services().registry().intact(model, version),
                "version %s is champion, every file as its manifest says".formatted(version),
                "champion is %s".formatted(champion));
        setting.within(SERVED_WITHIN, () -> serves(model, version));
        setting.check(
                serves(model, version),
                "the gateway serves version %s".formatted(version),
                "it serves " + setting.services().gateway().servedChampion(model));
    }

    private boolean serves(String model, String version) {
        return setting.services().gateway().servedChampion(model).equals(Optional.of(version));
    }

    private static boolean agree(JsonNode pipeline, Map<String, Double> tracker) {
        return pipeline.properties().stream()
                .filter(metric -> metric.getValue().isNumber())
                .allMatch(
                        metric ->
                                Double.valueOf(metric.getValue().asDouble())
                                        .equals(tracker.get("train." + metric.getKey())));
    }

    private static String brief(String id) {
        return id.length() > 12 ? id.substring(0, 12) : id;
    }
}
