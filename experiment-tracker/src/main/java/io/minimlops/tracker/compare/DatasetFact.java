package io.minimlops.tracker.compare;

import io.minimlops.tracker.run.DatasetUse;
import io.minimlops.tracker.run.TrackedRun;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which version of a dataset each run used for one purpose.
///
/// @param context what for, `train` or `eval`; empty when it was not said
/// @param digests one a run; where a run used several versions they are joined by `, `
public record DatasetFact(
        String name, String context, Agreement agreement, List<@Nullable String> digests) {

    private record Use(String name, String context) {
        static final Comparator<Use> ORDER =
                Comparator.comparing(Use::name).thenComparing(Use::context);

        static Use of(DatasetUse dataset) {
            return new Use(dataset.name(), dataset.context().orElse(""));
        }
    }

    static List<DatasetFact> of(List<TrackedRun> runs) {
        TreeSet<Use> uses = new TreeSet<>(Use.ORDER);
        runs.forEach(run -> run.datasets().forEach(dataset -> uses.add(Use.of(dataset))));
        return uses.stream().map(use -> of(use, runs)).toList();
    }

    private static DatasetFact of(Use use, List<TrackedRun> runs) {
        List<@Nullable String> digests =
                runs.stream().<@Nullable String>map(run -> digests(use, run)).toList();
        return new DatasetFact(use.name(), use.context(), Agreement.of(digests), digests);
    }

    private static @Nullable String digests(Use use, TrackedRun run) {
        String joined =
                run.datasets().stream()
                        .filter(dataset -> Objects.equals(Use.of(dataset), use))
                        .map(DatasetUse::digest)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return joined.isEmpty() ? null : joined;
    }
}
