package io.minimlops.gateway.batch;

/// Decides, with an executor free, whether the waiting requests of a lane run now or wait for
/// company.
///
/// A batch of `n` requests that waits for one more is later by the time until that comes, and by
/// what its rows add (`a` each); the one more, had it come a moment too late, would have waited for
/// the batch and then paid the fixed part `b` of the cost `a·n + b` once more. Adding up
/// everybody's time, waiting pays while `(n + 1) × time to the next + a × rows < b`, and only if no
/// other executor would be free for the next. Arrivals come in bursts and the mean promises little,
/// so nobody waits longer for one arrival than it can bring: at worst waiting costs what it could
/// have saved.
final class ReleasePolicy {

    /// A thread that sleeps until a deadline wakes up a little later than it asked for.
    static final long WAKE_UP_NANOS = 100_000;

    private final int maxRows;
    private final int targetRows;
    private final long delay;
    private final boolean adaptive;

    ReleasePolicy(BatchSettings settings) {
        maxRows = settings.maxRows();
        targetRows =
                settings.preferredRows().isEmpty() ? maxRows : settings.preferredRows().getLast();
        delay = settings.maxDelay().toNanos();
        adaptive = settings.adaptiveDelay();
    }

    /// The size of a batch beyond which nobody waits: the largest preferred one.
    int targetRows() {
        return targetRows;
    }

    Decision decide(Waiting waiting, CostEstimate cost) {
        if (delay > 0 && waiting.oldestAge() >= delay) {
            ReleaseReason reason =
                    waiting.rows() >= maxRows ? ReleaseReason.FULL : ReleaseReason.DELAY;
            return new Now(reason, maxRows);
        }
        if (waiting.preferredRows() > 0) {
            return new Now(ReleaseReason.PREFERRED, waiting.preferredRows());
        }
        if (waiting.rows() >= targetRows) {
            return new Now(ReleaseReason.FULL, targetRows);
        }
        return delay == 0 ? new Now(ReleaseReason.IDLE, maxRows) : company(waiting, cost);
    }

    private Decision company(Waiting waiting, CostEstimate cost) {
        long wait = delay - waiting.oldestAge();
        if (waiting.nearestDeadline() != Entry.NO_DEADLINE) {
            long run = cost.cost(waiting.rows());
            long slack = waiting.nearestDeadline() - run - run / 4 - WAKE_UP_NANOS;
            if (slack <= 0) {
                return new Now(ReleaseReason.DEADLINE, maxRows);
            }
            wait = Math.min(wait, slack);
        }
        if (adaptive) {
            long patience = patience(waiting, cost);
            if (waiting.nextIn() >= patience || waiting.sinceLast() >= patience) {
                return new Now(ReleaseReason.IDLE, maxRows);
            }
            wait = Math.min(wait, patience - waiting.sinceLast());
        }
        return new Wait(wait);
    }

    /// The longest time until the next arrival for which waiting pays.
    private static long patience(Waiting waiting, CostEstimate cost) {
        if (!cost.known() || waiting.freeExecutors() > 1) {
            return 0;
        }
        double gain = cost.perBatch() - cost.perRow() * waiting.rows();
        return (long) (gain / (waiting.requests() + 1));
    }

    sealed interface Decision {}

    /// @param rows the most to take
    record Now(ReleaseReason reason, int rows) implements Decision {}

    /// @param nanos until the decision must be made anew, unless a request arrives first
    record Wait(long nanos) implements Decision {}

    /// A lane as the policy sees it; times in nanoseconds.
    ///
    /// @param preferredRows the largest preferred size that the first requests add up to; 0: none
    /// @param sinceLast since the lane's latest arrival
    /// @param nearestDeadline from now, or [Entry#NO_DEADLINE]
    /// @param nextIn expected time until another request arrives
    record Waiting(
            int rows,
            int requests,
            int preferredRows,
            long oldestAge,
            long sinceLast,
            long nearestDeadline,
            double nextIn,
            int freeExecutors) {}
}
