package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.wire.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Stage 4: what a challenger is worth that has only seen the last 14 days. The same pipeline, the
/// same gate, the same week to prove itself on; either decision is right when its numbers say so.
public final class ShortHistory {

    private static final Duration HISTORY = Duration.ofDays(14);

    private final Setting setting;

    public ShortHistory(Setting setting) {
        this.setting = setting;
    }

    public void play() {
        Optional<String> before = champion();
        PipelineRun run = train();
        GateNumbers gate = GateNumbers.of(run);
        setting.check(
                gate.agreesWith(run),
                "trained on 14 days only: " + gate.text(),
                gate.text() + ", but the steps behind the gate are " + run.steps());
        boolean moved = !champion().equals(before);
        setting.check(
                moved == gate.admitted(),
                gate.admitted()
                        ? "so it is champion now"
                        : "so version %s stays champion".formatted(before.orElse("?")),
                "champion was %s, is %s".formatted(before, champion()));
    }

    private PipelineRun train() {
        String model = setting.names().model();
        Instant asOf = setting.plan().replayEnd();
        Instant from = asOf.minus(DemoPlan.HOLDOUT).minus(HISTORY);
        PipelineRun started =
                setting.services()
                        .orchestrator()
                        .start(
                                model,
                                Map.of(
                                        "from",
                                        from.toString(),
                                        "minimumAuc",
                                        setting.plan().minimumAuc()),
                                asOf,
                                "only the last 14 days",
                                model + "-14-days");
        return new RunWatch(setting).follow(started, "train, gate");
    }

    private Optional<String> champion() {
        return setting.services().registry().champion(setting.names().model());
    }
}
