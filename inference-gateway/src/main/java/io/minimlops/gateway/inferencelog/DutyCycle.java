package io.minimlops.gateway.inferencelog;

/// Keeps a thread below a share of a core: what it worked, it rests in proportion. Rests are saved
/// up until they are long enough for a thread to take. For one thread.
final class DutyCycle {

    static final long SHORTEST_REST_NANOS = 1_000_000;

    /// What takes longer was a wait for somebody else.
    static final long LONGEST_WORK_NANOS = 10_000_000;

    private final double restPerWork;
    private double owed;

    /// @param share of one core, above 0 to 1
    DutyCycle(double share) {
        this.restPerWork = 1 / share - 1;
    }

    /// @param nanos that were spent working, waits for a core included: where cores are scarce the
    ///     thread is all the more modest
    /// @return how long to rest now; 0: go on
    long worked(long nanos) {
        owed += Math.min(nanos, LONGEST_WORK_NANOS) * restPerWork;
        return owed < SHORTEST_REST_NANOS ? 0 : (long) owed;
    }

    /// Time without work, whatever its reason, counts as rest.
    void rested(long nanos) {
        owed = Math.max(0, owed - nanos);
    }
}
