package io.minimlops.tracker.run;

import io.minimlops.tracker.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which parts of runs are wanted. What a run is, its info, is always told; the rest is fetched
/// only when asked for.
public record RunParts(
        Keys metrics,
        Keys params,
        Keys tags,
        boolean datasets,
        boolean modelInputs,
        boolean modelOutputs) {

    public static final RunParts ALL = new RunParts(Keys.ALL, Keys.ALL, Keys.ALL, true, true, true);

    /// What a search tells of each run when nothing else is asked for: all but the models that
    /// went into it.
    public static final RunParts USUAL =
            new RunParts(Keys.ALL, Keys.ALL, Keys.ALL, true, false, true);

    public static final RunParts INFO =
            new RunParts(Keys.NONE, Keys.NONE, Keys.NONE, false, false, false);

    private static final int MOST_FIELDS = 200;

    /// @param fields such as `info`, `data.params.lr`, `data.metrics`, `inputs`
    public static RunParts of(List<String> fields) {
        if (fields.size() > MOST_FIELDS) {
            throw new Refusal.Invalid("'fields' names more than 200 fields.");
        }
        RunParts parts = INFO;
        for (String field : fields) {
            parts = parts.with(field);
        }
        return parts;
    }

    private RunParts with(String field) {
        return switch (field) {
            case "info" -> this;
            case "data" -> withData(Keys.ALL, Keys.ALL, Keys.ALL);
            case "inputs" -> new RunParts(metrics, params, tags, true, true, modelOutputs);
            case "outputs" -> new RunParts(metrics, params, tags, datasets, modelInputs, true);
            case String other -> withData(other);
        };
    }

    private RunParts withData(String field) {
        String[] path = field.split("\\.", 3);
        if (path.length < 2 || !path[0].equals("data") || (path.length == 3 && path[2].isEmpty())) {
            throw unknown(field);
        }
        Keys more = path.length == 2 ? Keys.ALL : Keys.of(path[2]);
        return switch (path[1]) {
            case "metrics" -> withData(metrics.and(more), params, tags);
            case "params" -> withData(metrics, params.and(more), tags);
            case "tags" -> withData(metrics, params, tags.and(more));
            default -> throw unknown(field);
        };
    }

    private RunParts withData(Keys metrics, Keys params, Keys tags) {
        return new RunParts(metrics, params, tags, datasets, modelInputs, modelOutputs);
    }

    private static Refusal.Invalid unknown(String field) {
        return new Refusal.Invalid(
                "Invalid field '%s' in 'fields'. Valid are info, data, inputs, outputs, data.metrics, data.params, data.tags, and one key of these such as data.params.lr"
                        .formatted(field));
    }

    /// All keys of a kind, or some, or none.
    public record Keys(boolean all, Set<String> some) {

        static final Keys ALL = new Keys(true, Set.of());
        static final Keys NONE = new Keys(false, Set.of());

        static Keys of(String key) {
            return new Keys(false, Set.of(key));
        }

        boolean isNone() {
            return !all && some.isEmpty();
        }

        private Keys and(Keys more) {
            if (all || more.all) {
                return ALL;
            }
            Set<String> both = new HashSet<>(some);
            both.addAll(more.some);
            return new Keys(false, Set.copyOf(both));
        }
    }
}
