package io.minimlops.gateway.batch;

/// Whether a thread that brings a request may run a batch itself. To hand a batch of a few
/// microseconds to another thread, and its answers back, takes longer than to run it. But callers
/// have others to serve meanwhile, so only batches that never take long are for them. Guarded by
/// the batcher's lock.
final class CallerRuns {

    /// About what waking another thread twice costs.
    static final long LONGEST_NANOS = 20_000;

    /// What batches usually cost does not tell that some take this long. One that did is not
    /// forgotten for a minute.
    static final long SURPRISE_NANOS = 50_000_000;

    static final long REMEMBERED_NANOS = 60_000_000_000L;

    private long distrustedUntil = Long.MIN_VALUE;

    /// @param rows that the batch would have
    boolean suit(int rows, CostEstimate cost, long now) {
        return cost.known() && cost.cost(rows) <= LONGEST_NANOS && now >= distrustedUntil;
    }

    /// A batch took so long, whoever ran it.
    void ran(long nanos, long now) {
        if (nanos >= SURPRISE_NANOS) {
            distrustedUntil = now + REMEMBERED_NANOS;
        }
    }
}
