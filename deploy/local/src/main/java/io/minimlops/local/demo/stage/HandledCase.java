package io.minimlops.local.demo.stage;

import io.minimlops.local.demo.wire.PipelineRun;
import io.minimlops.local.demo.wire.WindowEvaluation;

/// A window that fired and the run that answered it.
public record HandledCase(WindowEvaluation window, PipelineRun run) {

    public String caseId() {
        return window.caseId().orElseThrow();
    }
}
