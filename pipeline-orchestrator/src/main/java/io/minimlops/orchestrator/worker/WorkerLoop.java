package io.minimlops.orchestrator.worker;

import io.minimlops.orchestrator.run.AttemptResult;
import io.minimlops.orchestrator.run.AttemptStopped;
import io.minimlops.orchestrator.run.RunLedger;
import io.minimlops.orchestrator.run.StepQueue;
import io.minimlops.orchestrator.run.StepQueue.Claim;
import io.minimlops.orchestrator.run.StepQueue.Worker;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// One worker: claims steps, keeps their leases, books their results. Several may live in one
/// process, as in tests.
class WorkerLoop {

    private static final Logger LOG = Logger.getLogger(WorkerLoop.class);
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);
    private static final Duration OUTAGE_PAUSE = Duration.ofMillis(500);

    private final Worker worker;
    private final int slots;
    private final Duration lease;
    private final StepQueue queue;
    private final RunLedger ledger;
    private final AttemptRunner runner;
    private final Doorbell doorbell;
    private final Map<Long, Thread> working = new ConcurrentHashMap<>();
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
                    pause();
                }
            }
        }
        doorbell.close();
    }

    /// Stops at once; leases lapse now, so that another worker need not wait.
    void stop() {
        stopping = true;
        working.values().forEach(Thread::interrupt);
        doorbell.close();
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
                (token, thread) -> {
                    if (!held.contains(token)) {
                        thread.interrupt();
                    }
                });
    }

    private void begin(Claim claim) {
        Thread thread =
                Thread.ofVirtual().name("attempt-" + claim.token()).unstarted(() -> attempt(claim));
        working.put(claim.token(), thread);
        thread.start();
    }

    private void attempt(Claim claim) {
        try {
            AttemptResult result;
            try {
                result = runner.run(claim);
            } catch (AttemptStopped e) {
                if (stopping) {
                    return; // the lease lapses, another worker starts over
                }
                result = new AttemptResult.Canceled();
            }
            book(claim, result);
        } finally {
            working.remove(claim.token());
        }
    }

    /// Tries until the database took the result or refused it: finished work is not thrown away for
    /// an outage.
    private void book(Claim claim, AttemptResult result) {
        Thread.interrupted();
        while (true) {
            try {
                if (!ledger.settle(claim, result)) {
                    LOG.infof(
                            "result of step %s of run %s refused: the lease was lost",
                            claim.step(), claim.run());
                }
                return;
            } catch (RuntimeException e) {
                if (stopping) {
                    return;
                }
                LOG.warnf("result of step %s not booked yet: %s", claim.step(), e.getMessage());
                pause();
            }
        }
    }

    private Duration untilNextTurn() {
        Duration beat = working.isEmpty() ? LONGEST_SLEEP : lease.dividedBy(3);
        Duration next = queue.untilNextEvent().orElse(LONGEST_SLEEP);
        // A lease of our own ends the sleep by its heartbeat, not by its end.
        return next.compareTo(beat) < 0 ? next.plusMillis(5) : beat;
    }

    private void pause() {
        try {
            Thread.sleep(OUTAGE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
