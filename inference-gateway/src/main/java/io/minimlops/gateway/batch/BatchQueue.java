package io.minimlops.gateway.batch;

import io.minimlops.gateway.batch.ReleasePolicy.Now;
import io.minimlops.gateway.batch.ReleasePolicy.Wait;
import io.minimlops.gateway.batch.ReleasePolicy.Waiting;
import io.minimlops.gateway.batch.WorkRefused.Reason;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits for an executor, and every decision about it. It knows neither threads nor a clock:
/// callers say what time it is, in nanoseconds since the batcher began, and let one thread in at a
/// time.
final class BatchQueue<K, P, R> {

    private final BatchSettings settings;
    private final ReleasePolicy policy;
    private final BitSet preferred = new BitSet();
    private final Standing<K, P, R> standing;
    private final CostModel costs;
    private final ArrivalRate arrivals = new ArrivalRate();
    private final Executing executing;
    private final CallerRuns callers = new CallerRuns();
    private final QueueAdmission<K, P, R> admission;
    private boolean closed;

    BatchQueue(BatchSettings settings, CostModel costs) {
        this.settings = settings;
        this.costs = costs;
        this.policy = new ReleasePolicy(settings);
        settings.preferredRows().forEach(preferred::set);
        this.executing = new Executing(settings.executors());
        this.standing = new Standing<>(settings);
        this.admission =
                new QueueAdmission<>(
                        settings,
                        standing,
                        new Forecast(policy.targetRows(), settings.executors(), executing),
                        arrivals);
    }

    /// A request that joins another's question takes no place of its own: it is let in whatever
    /// waits.
    ///
    /// @throws WorkRefused when the queue is full or closed, or the request cannot make it
    void add(Entry<K, P, R> entry, long now) {
        if (closed) {
            throw new WorkRefused(Reason.CLOSED, "the model is being unloaded");
        }
        Question<K, P, R> same = standing.equalTo(entry);
        if (same == null) {
            admission.admit(entry, costs.estimate(), now);
            standing.place(new Question<>(entry));
            arrivals.arrived(now, entry.rows());
        } else {
            standing.join(same, entry);
        }
    }

    /// False when the request is not waiting any more, or runs.
    boolean remove(Entry<K, P, R> entry) {
        return standing.remove(entry);
    }

    /// Removes what is to be refused because its time has passed, or would while it runs. To be
    /// asked before [#next].
    List<Entry<K, P, R>> takeExpired(long now) {
        return standing.takeExpired(now, need());
    }

    /// Without half of what a run takes no request can make it.
    private long need() {
        return costs.estimate().cost(1) / 2;
    }

    /// See [Standing#answered].
    List<Entry<K, P, R>> answered(Question<K, P, R> question) {
        return standing.answered(question);
    }

    /// When [#takeExpired] should be asked at the latest, or [Entry#NO_DEADLINE].
    long nextExpiry() {
        return standing.nearestDeadline();
    }

    /// What a thread that is free now does; null when there is nothing, now or later.
    @Nullable Next<K, P, R> next(long now) {
        if (standing.lanes().isEmpty() && closed) {
            return null;
        }
        if (executing.free() == 0) {
            return new Next.Pause<>(Long.MAX_VALUE);
        }
        K best = null;
        Lane<K, P, R> bestLane = null;
        Now bestRelease = null;
        long wait = Long.MAX_VALUE;
        for (var each : standing.lanes().entrySet()) {
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
        if (best != null && bestRelease != null) {
            return start(release(best, bestRelease, now), now);
        }
        return new Next.Pause<>(wait);
    }

    /// Whether a caller may ask for [#next] and run that: nobody's time has passed, and all that
    /// waits would soon be done.
    boolean suitsCallers(long now) {
        return executing.free() > 0
                && standing.nearestDeadline() > now + need()
                && callers.suit(waitingRows(), costs.estimate(), now);
    }

    private int waitingRows() {
        return Math.min(settings.maxRows(), standing.counts().rowsUpTo(settings.priorityLevels()));
    }

    /// How long until an executor that sleeps should ask for [#next]; [Long#MAX_VALUE]: nothing
    /// waits, or for a seat.
    long wantsExecutorIn(long now) {
        long wait = Long.MAX_VALUE;
        if (executing.free() == 0) {
            return wait;
        }
        for (Lane<K, P, R> lane : standing.lanes().values()) {
            switch (decide(lane, now)) {
                case Now _ -> {
                    return 0;
                }
                case Wait(var nanos) -> wait = Math.min(wait, nanos);
            }
        }
        return wait;
    }

    private Next<K, P, R> start(Released<K, P, R> batch, long now) {
        int seat = executing.start(now, now + costs.estimate().cost(batch.rows()));
        return new Next.Run<>(seat, batch);
    }

    void ended(int seat, long now) {
        callers.ran(executing.end(seat, now), now);
    }

    boolean isRunning() {
        return executing.free() < settings.executors();
    }

    int pending() {
        return standing.counts().all();
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    private ReleasePolicy.Decision decide(Lane<K, P, R> lane, long now) {
        if (closed) {
            return new Now(ReleaseReason.IDLE, settings.maxRows());
        }
        long nearest = lane.nearestDeadline();
        return policy.decide(
                new Waiting(
                        lane.rows(),
                        lane.questions(),
                        lane.largestOf(preferred),
                        now - lane.oldestArrival(),
                        now - lane.lastArrival(),
                        nearest == Entry.NO_DEADLINE ? nearest : nearest - now,
                        arrivals.nextInNanos(now),
                        executing.free()),
                costs.estimate());
    }

    private Released<K, P, R> release(K lane, Now release, long now) {
        List<Question<K, P, R>> taken = standing.take(lane, release.rows());
        int rows = taken.stream().mapToInt(Question::rows).sum();
        return new Released<>(taken, rows, release.reason(), now);
    }

    /// What a thread does next.
    sealed interface Next<K, P, R> {
        /// @param seat which runner runs it
        record Run<K, P, R>(int seat, Released<K, P, R> batch) implements Next<K, P, R> {}

        /// @param nanos until it should ask again, unless something arrives; [Long#MAX_VALUE]: not
        ///     before that
        record Pause<K, P, R>(long nanos) implements Next<K, P, R> {}
    }
}
