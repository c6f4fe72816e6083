package io.minimlops.registry.mlflow;

import io.minimlops.registry.version.Stage;

/// Stages as MLflow's clients write them.
final class WireStage {

    private WireStage() {}

    static Stage parse(String title) {
        return Stage.named(title)
                .orElseThrow(
                        () ->
                                WireError.invalid(
                                        "Invalid Model Version stage: "
                                                + title
                                                + ". Value must be one of None, Staging, Production, Archived."));
    }
}
