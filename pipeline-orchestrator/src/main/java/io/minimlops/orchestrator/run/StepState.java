package io.minimlops.orchestrator.run;

import java.util.Map;

/// A step as far as the rest of its run is concerned.
public record StepState(StepStatus status, Map<String, Object> outputs) {

    /// A gate that ran and did not let the challenger through.
    boolean isClosedGate() {
        return status == StepStatus.SUCCEEDED && Boolean.FALSE.equals(outputs.get("admitted"));
    }
}
