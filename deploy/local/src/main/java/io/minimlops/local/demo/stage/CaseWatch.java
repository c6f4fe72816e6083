package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.wire.OrchestratorApi;
import io.minimlops.local.demo.wire.PipelineRun;
import io.minimlops.local.demo.wire.WindowEvaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks after each day whether the monitor opened a case.
final class CaseWatch {

    private static final Duration RUN_STARTS_WITHIN = Duration.ofSeconds(30);

    private final Setting setting;
    private final Set<String> known = new HashSet<>();

    CaseWatch(Setting setting) {
        this.setting = setting;
    }

    /// Windows that fired since the last look.
    List<WindowEvaluation> fired() {
        return setting.services().orchestrator().evaluations(setting.names().model()).stream()
                .filter(WindowEvaluation::fired)
                .filter(window -> known.add(window.caseId().orElseThrow()))
                .toList();
    }

    /// Event time stands still until the run is through.
    HandledCase await(WindowEvaluation window) {
        setting.console()
                .line(
                        "  drift: window %s to %s, %s"
                                .formatted(
                                        day(window.start()), day(window.end()), window.reason()));
        List<PipelineRun> runs = new ArrayList<>();
        OrchestratorApi orchestrator = setting.services().orchestrator();
        String caseId = window.caseId().orElseThrow();
        setting.within(
                RUN_STARTS_WITHIN,
                () -> {
                    runs.clear();
                    runs.addAll(orchestrator.runsOf(caseId));
                    return !runs.isEmpty();
                });
        if (runs.size() != 1) {
            throw new StageFailed("the case has one run", runs.size() + " runs of case " + caseId);
        }
        PipelineRun run = new RunWatch(setting).follow(runs.getFirst(), "retrains by itself");
        setting.console().line("  gate: " + GateNumbers.of(run).text());
        return new HandledCase(window, run);
    }

    private static String day(Instant moment) {
        return moment.toString().substring(0, 10);
    }
}
