package io.minimlops.orchestrator.step;

import io.minimlops.orchestrator.pipeline.StepKind;
import io.minimlops.orchestrator.run.AttemptResult;

/// One kind of built-in step.
public interface Step {

    StepKind kind();

    /// Does the work of one attempt. Called again after a crash, it must find what it did before.
    ///
    /// @throws StepFailed when the step's own input is at fault
    /// @throws io.minimlops.problem.ProblemException when a peer is away
    AttemptResult.Succeeded run(StepContext context);
}
