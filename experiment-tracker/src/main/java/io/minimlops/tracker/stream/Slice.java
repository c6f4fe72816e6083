package io.minimlops.tracker.stream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What happened between two positions.
///
/// @param reached up to where this slice reads
/// @param isNow whether there was nothing more when it was read
/// @param isCut whether there were more changes than asked for; then none is here
record Slice(List<Change> changes, Position reached, boolean isNow, boolean isCut) {

    boolean isEmpty() {
        return changes.isEmpty() && !isCut;
    }

    /// The changes by who listens to them.
    Map<Scope, List<Change>> by(Set<Scope> scopes) {
        Map<Long, Scope> runs = new HashMap<>();
        Map<Long, Scope> experiments = new HashMap<>();
        for (Scope scope : scopes) {
            switch (scope) {
                case Scope.OneRun(_, long seq) -> runs.put(seq, scope);
                case Scope.OneExperiment(long id) -> experiments.put(id, scope);
            }
        }
        Map<Scope, List<Change>> sorted = new HashMap<>();
        for (Change change : changes) {
            add(sorted, runs.get(change.runSeq()), change);
            add(sorted, experiments.get(change.experimentId()), change);
        }
        return sorted;
    }

    private static void add(Map<Scope, List<Change>> sorted, @Nullable Scope scope, Change change) {
        if (scope != null) {
            sorted.computeIfAbsent(scope, _ -> new ArrayList<>()).add(change);
        }
    }
}
