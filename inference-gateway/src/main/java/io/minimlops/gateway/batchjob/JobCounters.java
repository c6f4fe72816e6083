package io.minimlops.gateway.batchjob;

import java.util.concurrent.atomic.LongAdder;

/// What all jobs of this process have done.
final class JobCounters {
    final LongAdder predicted = new LongAdder();
    final LongAdder failed = new LongAdder();

    /// Begun; one that is interrupted begins again.
    final LongAdder parts = new LongAdder();
}
