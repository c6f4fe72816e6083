package io.minimlops.gateway.batchjob;

/// Who may run a job. The highest epoch holds; each epoch is created by exactly one process, and
/// only that process renews it.
///
/// @param beat goes up with each renewal
record Lease(long epoch, String owner, long beat) {

    Lease renewed() {
        return new Lease(epoch, owner, beat + 1);
    }
}
