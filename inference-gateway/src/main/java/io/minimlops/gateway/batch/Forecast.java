package io.minimlops.gateway.batch;

/// Foretells when a request that comes now would be answered, from what the executors run, what
/// waits ahead of it and what batches cost. Rough where several executors or lanes share the work,
/// exact with one of each. Times in nanoseconds from now.
final class Forecast {

    /// After this long without a batch one is run whatever its chances: costs change, and refused
    /// requests teach nothing.
    private static final long TRUSTED_NANOS = 1_000_000_000;

    /// Under load every request that is accepted would just make it, and every second one just not:
    /// batches take a little more or less than expected. So a part of this is put on top.
    private static final int MARGIN = 8;

    private final int capacity;
    private final int executors;
    private final Executing executing;

    /// @param capacity rows of a full batch
    Forecast(int capacity, int executors, Executing executing) {
        this.capacity = capacity;
        this.executors = executors;
        this.executing = executing;
    }

    /// What waits before a request.
    ///
    /// @param rows of the same or a higher priority
    /// @param otherLanes that have requests waiting
    record Ahead(int rows, int otherLanes) {}

    /// Whether nobody knows what a batch costs by now.
    boolean needsProbe(CostEstimate cost, int rows, long now) {
        return executing.idleFor(now) >= Math.min(cost.cost(rows), TRUSTED_NANOS);
    }

    /// Until the request's batch starts.
    long start(Ahead ahead, int rows, CostEstimate cost, long now) {
        int joined = joined(ahead, rows);
        int batches = (ahead.rows() + rows - joined + capacity - 1) / capacity;
        long full = batches * cost.cost(capacity);
        long others = ahead.rows() == 0 ? 0 : (long) (ahead.otherLanes() * cost.perBatch());
        long before = full + others;
        return before == 0
                ? executing.firstFreeIn(now)
                : (executing.left(now) + before) / executors;
    }

    /// Until its batch, and with it the request, is done; while it waits others join it.
    long finish(Ahead ahead, int rows, CostEstimate cost, ArrivalRate arrivals, long now) {
        long start = start(ahead, rows, cost, now);
        double together = joined(ahead, rows) + arrivals.rowsIn(start, now);
        long own = cost.cost((int) Math.min(capacity, Math.max(rows, together)));
        return start + own + (start + own) / MARGIN;
    }

    /// Rows of the batch that the request would be the last of.
    private int joined(Ahead ahead, int rows) {
        int open = ahead.rows() % capacity;
        return open + rows <= capacity ? open + rows : rows;
    }
}
