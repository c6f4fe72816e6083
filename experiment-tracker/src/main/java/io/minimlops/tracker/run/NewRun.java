package io.minimlops.tracker.run;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A run about to begin.
///
/// @param startedAt epoch milliseconds
public record NewRun(long experimentId, String user, String name, long startedAt, List<Tag> tags) {

    private static final int USER = 256;

    /// Gives the run its name: the one given, else that of the tag, else one made up; the tag
    /// always tells it.
    public static NewRun named(
            long experimentId,
            @Nullable String user,
            @Nullable String wanted,
            long startedAt,
            List<Tag> tags) {
        List<Tag> checked =
                new ArrayList<>(
                        tags.stream().map(tag -> RunTags.checked("tags.key", tag)).toList());
        String tagged =
                checked.stream()
                        .filter(tag -> tag.key().equals(RunTags.NAME))
                        .map(Tag::value)
                        .findFirst()
                        .orElse("");
        String name = name(wanted == null ? "" : wanted, tagged);
        if (tagged.isEmpty()) {
            checked.removeIf(tag -> tag.key().equals(RunTags.NAME));
            checked.add(new Tag(RunTags.NAME, name));
        }
        String by = Names.atMost(USER, "user_id", user == null ? "" : user);
        return new NewRun(experimentId, by, name, startedAt, List.copyOf(checked));
    }

    private static String name(String wanted, String tagged) {
        if (!wanted.isEmpty() && !tagged.isEmpty() && !wanted.equals(tagged)) {
            throw new Refusal.Invalid(
                    "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
                            + " values (run_name='%s', mlflow.runName='%s')."
                                    .formatted(wanted, tagged));
        }
        String given = wanted.isEmpty() ? tagged : wanted;
        return given.isEmpty()
                ? RunNames.random(RandomGenerator.getDefault())
                : Names.truncated(Names.RUN_TAG_VALUE, "run_name", given);
    }
}
