package io.minimlops.registry.mlflow;

import java.util.List;
import java.util.Map;

/// MLflow's tag.
public record WireTag(String key, String value) {

    static List<WireTag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> new WireTag(tag.getKey(), tag.getValue()))
                .toList();
    }
}
