package io.minimlops.tracker.compare;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thing that can be said of each run.
///
/// @param values one a run, in the order of the runs; absent where a run does not have it
public record Fact(String key, Agreement agreement, List<@Nullable String> values) {

    static Fact of(String key, List<@Nullable String> values) {
        return new Fact(key, Agreement.of(values), values);
    }

    /// Every key that any of the runs has, in order.
    static List<Fact> of(List<Map<String, String>> runs) {
        return keys(runs).map(key -> of(key, values(runs, key))).toList();
    }

    private static List<@Nullable String> values(List<Map<String, String>> runs, String key) {
        return runs.stream().<@Nullable String>map(run -> run.get(key)).toList();
    }

    private static Stream<String> keys(List<Map<String, String>> runs) {
        TreeSet<String> keys = new TreeSet<>();
        runs.forEach(run -> keys.addAll(run.keySet()));
        return keys.stream();
    }
}
