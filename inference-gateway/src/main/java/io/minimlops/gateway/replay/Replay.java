package io.minimlops.gateway.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One replay: what it is to do and how far it is. Written by the thread that runs it and by
/// whoever cancels it, read by anybody.
final class Replay {

    /// Where a replay stands.
    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELED;

        boolean isFinal() {
            return switch (this) {
                case QUEUED, RUNNING -> false;
                case SUCCEEDED, FAILED, CANCELED -> true;
            };
        }
    }

    private final String id;
    private final ReplayPlan plan;
    private final Instant submittedAt;
    private State state = State.QUEUED;
    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String reason;
    private @Nullable String dependency;
    private @Nullable ReplayReport report;
    private @Nullable Thread runner;
    private volatile Progress progress = new Progress("queued", 0, 0, 0);

    Replay(String id, ReplayPlan plan, Instant submittedAt) {
        this.id = id;
        this.plan = plan;
        this.submittedAt = submittedAt;
    }

    /// @param phase what it is doing
    /// @param share of the log's period that was read, 0 to 1
    /// @param rowsRead of the deployment
    record Progress(String phase, double share, long rowsRead, long rowsCompared) {}

    String id() {
        return id;
    }

    ReplayPlan plan() {
        return plan;
    }

    synchronized State state() {
        return state;
    }

    void progress(Progress now) {
        progress = now;
    }

    /// @return whether it may run; a cancelled one may not
    synchronized boolean begin(Instant now) {
        if (state != State.QUEUED) {
            return false;
        }
        state = State.RUNNING;
        startedAt = now;
        runner = Thread.currentThread();
        return true;
    }

    synchronized void succeed(ReplayReport found, Instant now) {
        if (end(State.SUCCEEDED, now)) {
            report = found;
        }
    }

    synchronized void fail(String why, @Nullable String away, Instant now) {
        if (end(State.FAILED, now)) {
            reason = why;
            dependency = away;
        }
    }

    /// What runs is interrupted.
    synchronized void cancel(Instant now) {
        Thread running = runner;
        if (end(State.CANCELED, now) && running != null) {
            running.interrupt();
        }
    }

    private boolean end(State last, Instant now) {
        boolean open = !state.isFinal();
        if (open) {
            state = last;
            finishedAt = now;
            runner = null;
        }
        return open;
    }

    synchronized ReplayView view() {
        return new ReplayView(
                id,
                plan.deployment(),
                plan.candidate().model(),
                plan.candidate().version(),
                plan.from(),
                plan.to(),
                plan.maxRows(),
                plan.tolerance(),
                state.name(),
                reason,
                dependency,
                submittedAt,
                startedAt,
                finishedAt,
                new ReplayView.ProgressView(
                        progress.phase(),
                        progress.share(),
                        progress.rowsRead(),
                        progress.rowsCompared()),
                report);
    }
}
