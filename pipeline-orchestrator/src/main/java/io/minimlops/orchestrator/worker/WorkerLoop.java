package io.minimlops.orchestrator.worker;

import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptStopped;
import io.minimlops.orchestrator.run.FailureKind;
import io.minimlops.orchestrator.run.RunLedger;
import io.minimlops.orchestrator.run.StepQueue;
import io.minimlops.orchestrator.run.StepQueue.Claim;
import io.minimlops.orchestrator.run.StepQueue.Worker;
import io.minimlops.problem.Outage;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One worker: claims steps, keeps their leases, books their results. Several may live in one
/// process, as in tests.
class WorkerLoop {

    private static final Logger LOG = Logger.getLogger(WorkerLoop.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);
    private static final int MOST_REFUSALS = 5;
    private static final Duration OUTAGE_PAUSE = Duration.ofMillis(500);

    private final Worker worker;
    private final int slots;
    private final Duration lease;
    private final StepQueue queue;
    private final RunLedger ledger;
    private final AttemptRunner runner;
    private final Doorbell doorbell;
    private final Map<Long, WorkInHand> working = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    WorkerLoop(
            Worker worker,
            int slots,
            Duration lease,
            StepQueue queue,
            RunLedger ledger,
            AttemptRunner runner,
            Doorbell doorbell) {
        this.worker = worker;
        this.slots = slots;
        this.lease = lease;
        this.queue = queue;
        this.ledger = ledger;
        this.runner = runner;
        this.doorbell = doorbell;
    }

    /// Runs until stopped. An outage of the database is waited out; work in hand goes on meanwhile.
    void run() {
        while (!stopping) {
            try {
                if (doorbell.connect()) {
                    queue.lapsePredecessor(worker);
                }
                turn();
                doorbell.await(untilNextTurn());
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException | java.sql.SQLException e) {
                if (!stopping) {
                    LOG.warnf(
                            "worker %s waits for the database: %s", worker.name(), e.getMessage());
                    stopping = !pause();
                }
            }
        }
        doorbell.close();
    }

    /// Stops at once. Leases lapse now, so that another worker need not wait for it.
    void stop() {
        stopping = true;
        working.values().forEach(WorkInHand::interrupt);
        doorbell.close();
        try {
            queue.lapseOwn(worker);
        } catch (RuntimeException e) {
            LOG.debugf("leases lapse by themselves: %s", e.getMessage());
        }
    }

    int atWork() {
        return working.size();
    }

    /// One look at everything: stop what is no longer ours, take over from the dead, take new work.
    void turn() {
        heartbeat();
        queue.lapsed().forEach(ledger::settleLapsed);
        for (Claim claim : queue.claim(worker, slots, lease)) {
            begin(claim);
        }
    }

    private void heartbeat() {
        if (working.isEmpty()) {
            return;
        }
        Set<Long> held = queue.heartbeat(Set.copyOf(working.keySet()), lease);
        working.forEach(
                (token, work) -> {
                    if (!held.contains(token)) {
                        work.interrupt();
                    }
                });
    }

    private void begin(Claim claim) {
        WorkInHand work = new WorkInHand(claim, () -> attempt(claim));
        working.put(claim.token(), work);
        work.start();
    }

    private void attempt(Claim claim) {
        try {
            AttemptResult result = result(claim);
            WorkInHand work = working.get(claim.token());
            if (work != null && result != null) {
                work.beginBooking();
                book(claim, result);
            }
        } finally {
            working.remove(claim.token());
        }
    }

    /// Null when this process stops: the lease lapses, and another worker starts over.
    private @Nullable AttemptResult result(Claim claim) {
        try {
            return runner.run(claim);
        } catch (AttemptStopped e) {
            return stopping ? null : new AttemptResult.Canceled();
        }
    }

    /// Tries until the database took the result or refused it: finished work is not thrown away for
    /// an outage.
    private void book(Claim claim, AttemptResult result) {
        AttemptResult wanted = result;
        for (int failures = 1; !stopping; failures++) {
            try {
                if (!ledger.settle(claim, wanted)) {
                    LOG.infof(
                            "result of step %s of run %s refused: the lease was lost",
                            claim.step(), claim.run());
                }
                return;
            } catch (RuntimeException e) {
                LOG.warnf("result of step %s not booked yet: %s", claim.step(), e.getMessage());
                if (failures >= MOST_REFUSALS && Outage.behind(e).isEmpty()) {
                    wanted =
                            new AttemptResult.Failed(
                                    FailureKind.USER,
                                    "its result cannot be stored: " + e.getMessage());
                }
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private Duration untilNextTurn() {
        Duration beat = working.isEmpty() ? LONGEST_SLEEP : lease.dividedBy(3);
        Duration next = queue.untilNextEvent().orElse(LONGEST_SLEEP);
        // A lease of our own ends the sleep by its heartbeat, not by its end.
        return next.compareTo(beat) < 0 ? next.plusMillis(5) : beat;
    }

    /// @return false when it was interrupted
    private static boolean pause() {
        try {
            Thread.sleep(OUTAGE_PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
