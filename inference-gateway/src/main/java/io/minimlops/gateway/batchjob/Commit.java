package io.minimlops.gateway.batchjob;

import java.time.Instant;

/// One part is complete: its objects are in the store, and this is the proof. Exactly one commit
/// exists per part, whoever tried.
///
/// @param part from 0
/// @param rows read for this part; `failed` of them are in its errors
/// @param rowsSoFar with all parts before
/// @param share of the whole input that is behind, 0 to 1
/// @param last whether the input ends here
/// @param rowsPerSecond of the process that wrote this part, lately
record Commit(
        int part,
        long rows,
        long failed,
        long rowsSoFar,
        long failedSoFar,
        double share,
        boolean last,
        double rowsPerSecond,
        Instant at) {

    /// Before anything is done.
    static final Commit NONE = new Commit(-1, 0, 0, 0, 0, 0, false, 0, Instant.EPOCH);

    Commit next(long read, long bad, double newShare, boolean end, double speed, Instant now) {
        return new Commit(
                part + 1,
                read,
                bad,
                rowsSoFar + read,
                failedSoFar + bad,
                end ? 1 : newShare,
                end,
                speed,
                now);
    }

    boolean isTolerable(double maxFailedShare) {
        return failedSoFar <= maxFailedShare * rowsSoFar;
    }
}
