package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.Forecast.Ahead;
import io.minimlops.gateway.batch.QueuePolicy.TimeoutAction;
import io.minimlops.gateway.batch.ReleasePolicy.Now;
import io.minimlops.gateway.batch.ReleasePolicy.Wait;
import io.minimlops.gateway.batch.ReleasePolicy.Waiting;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits for an executor, and every decision about it. It knows neither threads nor a clock:
/// callers say what time it is, in nanoseconds since the batcher began, and let one thread in at a
/// time.
final class BatchQueue<K, P, R> {

    private final BatchSettings settings;
    private final ReleasePolicy policy;
    private final BitSet preferred = new BitSet();
    private final Map<K, Lane<K, P, R>> lanes = new LinkedHashMap<>();
    private final CostModel costs;
    private final ArrivalRate arrivals = new ArrivalRate();
    private final Executing executing;
    private final Forecast forecast;

    /// By priority less one.
    private final int[] requestsByLevel;

    private final int[] rowsByLevel;
    private int requests;
    private boolean closed;

    /// Not after the nearest deadline of all.
    private long nearestDeadline = Entry.NO_DEADLINE;

    BatchQueue(BatchSettings settings, CostModel costs) {
        this.settings = settings;
        this.costs = costs;
        this.policy = new ReleasePolicy(settings);
        settings.preferredRows().forEach(preferred::set);
        this.executing = new Executing(settings.executors());
        this.forecast = new Forecast(policy.targetRows(), settings.executors(), executing);
        this.requestsByLevel = new int[settings.priorityLevels()];
        this.rowsByLevel = new int[settings.priorityLevels()];
    }

    /// @throws WorkRefused when the queue is full or closed, or the request cannot make it
    void add(Entry<K, P, R> entry, long now) {
        admit(entry, now);
        Lane<K, P, R> lane = lanes.get(entry.work.lane());
        if (lane == null) {
            lane = new Lane<>(settings.priorityLevels());
            lanes.put(entry.work.lane(), lane);
        }
        lane.add(entry);
        requests++;
        requestsByLevel[entry.level - 1]++;
        rowsByLevel[entry.level - 1] += entry.rows();
        nearestDeadline = Math.min(nearestDeadline, entry.deadline);
        arrivals.arrived(now, entry.rows());
    }

    /// False when the request is not waiting any more.
    boolean remove(Entry<K, P, R> entry) {
        Lane<K, P, R> lane = lanes.get(entry.work.lane());
        if (entry.state != Entry.State.QUEUED || lane == null || !lane.remove(entry)) {
            return false;
        }
        entry.state = Entry.State.REMOVED;
        forget(entry);
        dropIfEmpty(entry.work.lane(), lane);
        return true;
    }

    /// Removes what is to be refused because its time has passed, or would while it runs. To be
    /// asked before [#next].
    List<Entry<K, P, R>> takeExpired(long now) {
        CostEstimate cost = costs.estimate();
        long need = cost.known() ? cost.cost(1) / 2 : 0;
        if (nearestDeadline > now + need) {
            return List.of();
        }
        List<Entry<K, P, R>> expired = new ArrayList<>();
        nearestDeadline = Entry.NO_DEADLINE;
        for (Lane<K, P, R> lane : lanes.values()) {
            lane.expire(now, need, settings, expired);
            nearestDeadline = Math.min(nearestDeadline, lane.nearestDeadline());
        }
        lanes.values().removeIf(Lane::isEmpty);
        expired.forEach(this::forget);
        return expired;
    }

    /// When [#takeExpired] should be asked at the latest, or [Entry#NO_DEADLINE].
    long nextExpiry() {
        return nearestDeadline;
    }

    /// What an executor that is free now does; null when there is nothing, now or later.
    @Nullable Next<K, P, R> next(long now) {
        K best = null;
        Lane<K, P, R> bestLane = null;
        Now bestRelease = null;
        long wait = Long.MAX_VALUE;
        for (Map.Entry<K, Lane<K, P, R>> each : lanes.entrySet()) {
            Lane<K, P, R> lane = each.getValue();
            switch (decide(lane, now)) {
                case Now release -> {
                    if (bestLane == null || lane.isBefore(bestLane)) {
                        best = each.getKey();
                        bestLane = lane;
                        bestRelease = release;
                    }
                }
                case Wait(var nanos) -> wait = Math.min(wait, nanos);
            }
        }
        if (best != null && bestLane != null && bestRelease != null) {
            return new Next.Run<>(release(best, bestLane, bestRelease, now));
        }
        return lanes.isEmpty() && closed ? null : new Next.Pause<>(wait);
    }

    /// How long until an executor that is free should ask for [#next]; [Long#MAX_VALUE]: nothing
    /// waits.
    long wantsExecutorIn(long now) {
        long wait = Long.MAX_VALUE;
        for (Lane<K, P, R> lane : lanes.values()) {
            switch (decide(lane, now)) {
                case Now _ -> {
                    return 0;
                }
                case Wait(var nanos) -> wait = Math.min(wait, nanos);
            }
        }
        return wait;
    }

    void started(int executor, Released<K, P, R> batch, long now) {
        executing.started(executor, now + costs.estimate().cost(batch.rows()));
    }

    void ended(int executor, long now) {
        executing.ended(executor, now);
    }

    int pending() {
        return requests;
    }

    void close() {
        closed = true;
    }

    private void admit(Entry<K, P, R> entry, long now) {
        if (closed) {
            throw new WorkRefused(Reason.CLOSED, "the model is being unloaded");
        }
        CostEstimate cost = costs.estimate();
        QueuePolicy queue = settings.queue(entry.level);
        if (queue.maxQueued() > 0 && requestsByLevel[entry.level - 1] >= queue.maxQueued()) {
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
        entry.probe = requests == 0 && forecast.needsProbe(cost, entry.rows(), now);
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
        int rows = 0;
        for (int level = 0; level < entry.level; level++) {
            rows += rowsByLevel[level];
        }
        int others = lanes.size() - (lanes.containsKey(entry.work.lane()) ? 1 : 0);
        return new Ahead(rows, others);
    }

    private ReleasePolicy.Decision decide(Lane<K, P, R> lane, long now) {
        if (closed) {
            return new Now(ReleaseReason.IDLE, settings.maxRows());
        }
        long nearest = lane.nearestDeadline();
        return policy.decide(
                new Waiting(
                        lane.rows(),
                        lane.requests(),
                        lane.largestOf(preferred),
                        now - lane.oldestArrival(),
                        now - lane.lastArrival(),
                        nearest == Entry.NO_DEADLINE ? nearest : nearest - now,
                        arrivals.nextInNanos(now),
                        executing.free()),
                costs.estimate());
    }

    private Released<K, P, R> release(K key, Lane<K, P, R> lane, Now release, long now) {
        List<Entry<K, P, R>> taken = lane.take(release.rows());
        int rows = 0;
        for (Entry<K, P, R> entry : taken) {
            forget(entry);
            rows += entry.rows();
        }
        dropIfEmpty(key, lane);
        return new Released<>(taken, rows, release.reason(), now);
    }

    private void forget(Entry<K, P, R> gone) {
        requests--;
        requestsByLevel[gone.level - 1]--;
        rowsByLevel[gone.level - 1] -= gone.rows();
    }

    private void dropIfEmpty(K key, Lane<K, P, R> lane) {
        if (lane.isEmpty()) {
            lanes.remove(key);
        }
        if (lanes.isEmpty()) {
            nearestDeadline = Entry.NO_DEADLINE;
        }
    }

    /// What an executor does next.
    sealed interface Next<K, P, R> {
        record Run<K, P, R>(Released<K, P, R> batch) implements Next<K, P, R> {}

        /// @param nanos until it should ask again, unless something arrives; [Long#MAX_VALUE]: not
        ///     before that
        record Pause<K, P, R>(long nanos) implements Next<K, P, R> {}
    }
}
