package io.minimlops.bench.stand;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Between two looks at something that takes its time.
public final class Pause {

    private static final Duration BRIEF = Duration.ofMillis(100);

    private Pause() {}

    public static void briefly() {
        LockSupport.parkNanos(BRIEF.toNanos());
    }
}
