package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.console.ProgressBar;
import io.minimlops.local.demo.replay.Uploads;
import io.minimlops.local.demo.script.DemoPlan;
import io.minimlops.local.demo.wire.PipelineRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Stage 1: definitions, history, and a first version that is trained, gated, promoted and served.
public final class FirstChampion {

    private static final int DEFINITIONS = 11;

    private final Setting setting;

    public FirstChampion(Setting setting) {
        this.setting = setting;
    }

    public PipelineRun play() {
        define();
        load();
        PipelineRun run = train();
        new VersionChecks(setting)
                .trainedOn(run, setting.plan().start(), setting.plan().replayStart());
        new VersionChecks(setting).served(run);
        return run;
    }

    private void define() {
        int applied = setting.services().features().define(setting.documents().definitions());
        setting.check(
                applied == DEFINITIONS,
                "definitions applied: 3 entities, 4 sources, 3 feature views, 1 feature service",
                applied + " definitions applied");
        setting.services().orchestrator().definePipeline(setting.documents().pipeline());
        setting.services().orchestrator().definePipeline(setting.documents().ungatedPipeline());
        setting.services()
                .orchestrator()
                .defineMonitor(setting.names().model(), setting.documents().monitor());
    }

    private void load() {
        DemoPlan plan = setting.plan();
        Instant beforeAll = plan.start().minus(Duration.ofDays(1));
        List<Uploads.Upload> uploads = setting.uploads().prepare(beforeAll, plan.replayStart());
        long rows = uploads.stream().mapToLong(Uploads.Upload::rows).sum();
        try (ProgressBar bar = setting.console().bar("load history", rows)) {
            long sent = 0;
            for (Uploads.Upload upload : uploads) {
                bar.to(sent, upload.source());
                setting.uploads().send(upload);
                sent += upload.rows();
            }
            bar.to(sent, "%,d rows".formatted(sent));
        }
        setting.services()
                .features()
                .materialize(setting.names().views(), plan.start(), plan.replayStart());
        new OnlineCheck(setting).agreesAt(plan.replayStart());
    }

    private PipelineRun train() {
        String model = setting.names().model();
        PipelineRun started =
                setting.services()
                        .orchestrator()
                        .start(
                                model,
                                Map.of("minimumAuc", setting.plan().minimumAuc()),
                                setting.plan().replayStart(),
                                "first version",
                                model + "-first");
        return new RunWatch(setting).follow(started, "train, gate, promote");
    }
}
