package io.minimlops.tracker.run;

import io.minimlops.tracker.search.Identifier;
import io.minimlops.tracker.search.InvalidSearch;

/// What a search may speak about.
sealed interface RunField {

    record Metric(String key) implements RunField {}

    record Parameter(String key) implements RunField {}

    record RunTag(String key) implements RunField {}

    /// A column of the run with text in it.
    record TextAttribute(String column) implements RunField {}

    /// A column of the run with epoch milliseconds in it.
    record TimeAttribute(String column) implements RunField {}

    /// A property of a dataset the run used, as an SQL expression.
    record Dataset(String expression) implements RunField {}

    static RunField of(Identifier identifier) {
        String key = identifier.key();
        String entity = identifier.entity();
        return switch (entity == null ? "attribute" : entity) {
            case "metric", "metrics" -> new Metric(key);
            case "param", "params", "parameter", "parameters" -> new Parameter(key);
            case "tag", "tags" -> new RunTag(key);
            case "attr", "attribute", "attributes", "run" -> attribute(key);
            case "dataset", "datasets" -> dataset(key);
            case String other ->
                    throw new InvalidSearch(
                            "Invalid entity type '"
                                    + other
                                    + "'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']");
        };
    }

    private static RunField attribute(String key) {
        return switch (key) {
            case "run_id", "user_id", "status", "artifact_uri" -> new TextAttribute("r." + key);
            case "run_name", "run name", "Run name", "Run Name" -> new TextAttribute("r.name");
            case "start_time", "created", "Created" -> new TimeAttribute("r.start_time");
            case "end_time" -> new TimeAttribute("r.end_time");
            case String other ->
                    throw new InvalidSearch(
                            "Invalid attribute key '"
                                    + other
                                    + "' specified. Valid keys are ['run_id', 'run_name', 'user_id', 'status',"
                                    + " 'artifact_uri', 'start_time', 'end_time']");
        };
    }

    private static RunField dataset(String key) {
        return switch (key) {
            case "name", "digest" -> new Dataset("d." + key);
            case "context" -> new Dataset("x.context");
            case String other ->
                    throw new InvalidSearch(
                            "Invalid dataset key '"
                                    + other
                                    + "' specified. Valid keys are ['name', 'digest', 'context']");
        };
    }
}
