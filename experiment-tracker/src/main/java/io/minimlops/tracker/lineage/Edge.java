package io.minimlops.tracker.lineage;

/// One thing came from, or went into, another. It points the way things flow: from what was there
/// first to what became of it.
public record Edge(NodeId from, NodeId to, Relation relation) {

    /// Reads as a sentence: from, relation, to.
    public enum Relation {
        USED_BY,
        PRODUCED,
        STARTED,
        PARENT_OF,
        FORKED_INTO,
        REGISTERED_AS
    }
}
