package io.minimlops.tracker.lineage;

import java.util.Map;

/// A thing with a history.
///
/// @param attributes what is worth knowing at a glance; a thing that others point at and that is
///     gone has `missing: true`
public record Node(NodeId id, String name, Map<String, String> attributes) {

    static Node missing(NodeId id) {
        return new Node(id, id.name(), Map.of("missing", "true"));
    }

    boolean isMissing() {
        return attributes.containsKey("missing");
    }
}
