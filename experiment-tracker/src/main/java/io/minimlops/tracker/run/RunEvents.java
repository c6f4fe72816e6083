package io.minimlops.tracker.run;

import io.minimlops.correlation.CorrelationId;
import io.minimlops.events.RunEvent.RunCreated;
import io.minimlops.events.RunEvent.RunFinished;
import io.minimlops.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;

/// Tells the other services what happens to runs, in the transaction in which it happens.
@ApplicationScoped
class RunEvents {

    private final Outbox outbox;
    private final CorrelationId correlationId;
    private final Event<RunMoved> moved;

    RunEvents(Outbox outbox, CorrelationId correlationId, Event<RunMoved> moved) {
        this.outbox = outbox;
        this.correlationId = correlationId;
        this.moved = moved;
    }

    void created(RunView run) {
        outbox.add(
                new RunCreated(
                        run.runId(),
                        Long.toString(run.experimentId()),
                        run.name(),
                        run.user().isEmpty() ? null : run.user(),
                        Instant.ofEpochMilli(run.startedAt())),
                correlationId.value());
        moved.fire(new RunMoved(run.runId()));
    }

    void finished(RunView run) {
        Long endedAt = run.endedAt();
        outbox.add(
                new RunFinished(
                        run.runId(),
                        Long.toString(run.experimentId()),
                        run.status().name(),
                        endedAt == null ? Instant.now() : Instant.ofEpochMilli(endedAt)),
                correlationId.value());
        moved.fire(new RunMoved(run.runId()));
    }

    /// No other service acts on it; whoever watches the run does.
    void resumed(RunView run) {
        moved.fire(new RunMoved(run.runId()));
    }
}
