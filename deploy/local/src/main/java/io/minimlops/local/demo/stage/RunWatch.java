package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.console.ProgressBar;
import io.minimlops.local.demo.wire.PipelineRun;
import io.minimlops.local.demo.wire.PipelineRun.Step;
import java.util.stream.Collectors;

/// Follows a pipeline run to its end, with a bar over its steps.
final class RunWatch {

    private final Setting setting;

    RunWatch(Setting setting) {
        this.setting = setting;
    }

    /// @throws StageFailed when the run did not succeed
    PipelineRun follow(PipelineRun started, String label) {
        PipelineRun ended;
        try (ProgressBar bar = setting.console().bar(label, Math.max(1, started.steps().size()))) {
            ended =
                    setting.services()
                            .orchestrator()
                            .await(started.id(), run -> bar.to(run.finishedSteps(), current(run)));
        }
        if (!ended.succeeded()) {
            throw new StageFailed("run " + ended.id() + " succeeds", ended.error());
        }
        return ended;
    }

    private static String current(PipelineRun run) {
        return run.steps().stream()
                .filter(step -> step.status().equals("RUNNING"))
                .map(Step::name)
                .collect(Collectors.joining(", "));
    }
}
