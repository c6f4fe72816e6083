package io.minimlops.tracker.run;

import io.minimlops.tracker.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A dataset and what a run used it for.
///
/// @param source where it lies, JSON as a rule; `schema` and `profile` likewise
public record DatasetUse(
        String name,
        String digest,
        String sourceType,
        String source,
        @Nullable String schema,
        @Nullable String profile,
        List<Tag> tags) {

    private static final String CONTEXT = "mlflow.data.context";

    /// What for: `train`, `eval`.
    public Optional<String> context() {
        return tags.stream().filter(tag -> tag.key().equals(CONTEXT)).map(Tag::value).findFirst();
    }
}
