package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.Forecast.Ahead;
import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.time.Duration;
import java.util.Map;

/// Whether a request may wait: there is room, and it would be answered in time. Guarded by the
/// batcher's lock.
final class QueueAdmission<K, P, R> {

    private final BatchSettings settings;
    private final Standing<K, P, R> standing;
    private final Forecast forecast;
    private final ArrivalRate arrivals;

    QueueAdmission(
            BatchSettings settings,
            Standing<K, P, R> standing,
            Forecast forecast,
            ArrivalRate arrivals) {
        this.settings = settings;
        this.standing = standing;
        this.forecast = forecast;
        this.arrivals = arrivals;
    }

    /// @throws WorkRefused when it may not
    void admit(Entry<K, P, R> entry, CostEstimate cost, long now) {
        QueuePolicy queue = settings.queue(entry.level);
        if (queue.maxQueued() > 0 && standing.counts().at(entry.level) >= queue.maxQueued()) {
            long wait = forecast.start(ahead(entry), entry.rows(), cost, now);
            throw new WorkRefused(
                    Reason.QUEUE_FULL, "Exceeds maximum queue size", Duration.ofNanos(wait));
        }
        if (entry.deadline != Entry.NO_DEADLINE
                && queue.action() == TimeoutAction.REJECT
                && cost.known()) {
            admitByDeadline(entry, cost, now);
        }
    }

    private void admitByDeadline(Entry<K, P, R> entry, CostEstimate cost, long now) {
        long finish = now + forecast.finish(ahead(entry), entry.rows(), cost, arrivals, now);
        if (finish <= entry.deadline) {
            return;
        }
        entry.probe = standing.counts().all() == 0 && forecast.needsProbe(cost, entry.rows(), now);
        if (!entry.probe) {
            throw new WorkRefused(
                    Reason.EXPIRED,
                    "Request timeout expired: an answer would take about "
                            + (finish - now) / 1_000_000
                            + " ms",
                    Duration.ofNanos(finish - entry.deadline));
        }
    }

    private Ahead ahead(Entry<K, P, R> entry) {
        Map<K, ?> lanes = standing.lanes();
        int others = lanes.size() - (lanes.containsKey(entry.work.lane()) ? 1 : 0);
        return new Ahead(standing.counts().rowsUpTo(entry.level), others);
    }
}
