package io.minimlops.gateway.batchjob;

/// What online requests are about, in this process.
interface OnlineTraffic {

    /// Work that waits for executors of any version; that of jobs is among it.
    int waiting();

    /// Requests that got an answer since ever.
    long answered();
}
