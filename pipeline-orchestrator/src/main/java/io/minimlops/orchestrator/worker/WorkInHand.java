package io.minimlops.orchestrator.worker;

import io.minimlops.orchestrator.run.StepQueue.Claim;

/// A claim and the thread that works on it. The work may be interrupted; booking what came of it
/// may not, since an interrupt would tear the database connection.
final class WorkInHand {

    private final Thread thread;
    private boolean booking;

    WorkInHand(Claim claim, Runnable work) {
        this.thread = Thread.ofVirtual().name("attempt-" + claim.token()).unstarted(work);
    }

    void start() {
        thread.start();
    }

    synchronized void interrupt() {
        if (!booking) {
            thread.interrupt();
        }
    }

    /// Called by the thread itself: from now on it is left alone.
    synchronized void beginBooking() {
        booking = true;
        Thread.interrupted();
    }
}
