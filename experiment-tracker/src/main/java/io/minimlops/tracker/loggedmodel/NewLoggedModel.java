package io.minimlops.tracker.loggedmodel;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A logged model about to be made.
public record NewLoggedModel(
        long experimentId,
        String name,
        @Nullable String modelType,
        @Nullable String sourceRunId,
        List<Tag> params,
        List<Tag> tags) {

    private static final String FORBIDDEN = "/:.%\"'";

    public NewLoggedModel {
        if (name.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
            throw new Refusal.Invalid(
                    "Invalid model name '%s': it must not contain any of / : . %% \" '"
                            .formatted(name));
        }
        Names.atMost(500, "name", name);
        modelType = Names.atMost(500, "model_type", modelType == null ? "" : modelType);
        sourceRunId = Names.atMost(32, "source_run_id", sourceRunId == null ? "" : sourceRunId);
    }
}
