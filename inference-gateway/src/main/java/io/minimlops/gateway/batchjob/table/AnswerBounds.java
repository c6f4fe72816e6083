package io.minimlops.gateway.batchjob.table;

/// How much one answer of a table may hold, of whatever the file has.
///
/// @param rows of an answer
/// @param textBytes of the heap for an answer's texts, and so for those of a single row
record AnswerBounds(int rows, long textBytes) {

    /// Values of one answer, unless that were too few rows.
    private static final int VALUES = 1 << 18;

    private static final int FEWEST = 64;

    /// Of the heap: some fifteen answers are there at once, read ahead and on their way through
    /// the model, which leaves three quarters.
    private static final int SHARE = 64;

    static AnswerBounds of(int columns) {
        return new AnswerBounds(
                Math.max(FEWEST, VALUES / Math.max(1, columns)),
                Runtime.getRuntime().maxMemory() / SHARE);
    }
}
