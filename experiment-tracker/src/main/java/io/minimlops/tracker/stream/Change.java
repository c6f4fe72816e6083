package io.minimlops.tracker.stream;

/// Something that happened to a run.
///
/// @param transaction in which it happened
/// @param key of a metric, parameter or tag; empty for others
/// @param isEnd whether nothing more is to come from the run
/// @param data the event's JSON
record Change(
        long transaction,
        long runSeq,
        long experimentId,
        Kind kind,
        String key,
        boolean isEnd,
        String data) {

    /// As events are named.
    enum Kind {
        STATUS("status"),
        PARAM("param"),
        TAG("tag"),
        METRIC("metric");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }
}
