package io.minimlops.tracker.run;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Tag;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A new run that begins where another stood at a step.
///
/// @param step the last one whose metrics are taken over
/// @param name of the new run; by default `<the other's name>@<step>`
/// @param tags set on the new run, over those taken over
public record Fork(long step, @Nullable String name, List<Tag> tags) {

    /// Tells where a run came from: `<run id>@<step>`.
    public static final String ORIGIN = "mlops.forkedFrom";

    /// What is said about the other run alone.
    private static final Set<String> NOT_TAKEN_OVER =
            Set.of(RunTags.NAME, ModelHistory.TAG, ORIGIN);

    /// The run to create.
    ///
    /// @param now epoch milliseconds
    NewRun of(RunView parent, List<Tag> parentTags, long now) {
        Stream<Tag> taken = parentTags.stream().filter(tag -> !NOT_TAKEN_OVER.contains(tag.key()));
        List<Tag> all =
                Stream.of(
                                taken,
                                tags.stream(),
                                Stream.of(new Tag(ORIGIN, parent.runId() + "@" + step)))
                        .flatMap(Function.identity())
                        .toList();
        return NewRun.named(parent.experimentId(), parent.user(), name(parent), now, all);
    }

    private @Nullable String name(RunView parent) {
        boolean isNamed =
                name != null || tags.stream().anyMatch(tag -> tag.key().equals(RunTags.NAME));
        return isNamed
                ? name
                : Names.truncated(Names.RUN_TAG_VALUE, "name", parent.name() + "@" + step);
    }
}
