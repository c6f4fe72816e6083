package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.CostModel.Estimate;

/// Decides, with an executor free, whether the waiting requests of a lane run now or wait for
/// company.
///
/// Waiting delays every request already here by the time until the next one arrives, and saves the
/// fixed part `b` of a batch's cost `a·n + b`. So it pays while `waiting requests × expected time
/// to the next < b`; otherwise, and with nothing learned yet, it does not.
final class ReleasePolicy {

    private ReleasePolicy() {}

    static Decision decide(Waiting waiting, BatchSettings settings, Estimate cost) {
        if (waiting.rows() >= settings.maxRows()) {
            return new Now(ReleaseReason.FULL);
        }
        if (settings.maxDelay().isZero()) {
            return new Now(ReleaseReason.IDLE);
        }
        long delayLeft = settings.maxDelay().toNanos() - waiting.oldestAgeNanos();
        if (delayLeft <= 0) {
            return new Now(ReleaseReason.DELAY);
        }
        long slack = waiting.nearestDeadlineNanos() - cost.cost(waiting.rows());
        if (slack <= 0) {
            return new Now(ReleaseReason.DEADLINE);
        }
        if (settings.adaptiveDelay() && !waitingPays(waiting, cost)) {
            return new Now(ReleaseReason.IDLE);
        }
        return new Wait(Math.min(delayLeft, slack));
    }

    private static boolean waitingPays(Waiting waiting, Estimate cost) {
        return cost.known() && waiting.requests() * waiting.nextInNanos() < cost.perBatch();
    }

    sealed interface Decision {}

    record Now(ReleaseReason reason) implements Decision {}

    /// @param nanos until the decision must be made anew, unless a request arrives first
    record Wait(long nanos) implements Decision {}

    /// A lane as the policy sees it.
    ///
    /// @param nearestDeadlineNanos from now; `Long.MAX_VALUE` for none
    /// @param nextInNanos expected time until another request arrives
    record Waiting(
            int rows,
            int requests,
            long oldestAgeNanos,
            long nearestDeadlineNanos,
            double nextInNanos) {}
}
