package io.minimlops.local.demo.wire;

import java.time.Duration;
import java.util.concurrent.CancellationException;

/// A wait that an interrupt ends for good.
public final class Pause {

    private Pause() {}

    public static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static CancellationException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        CancellationException stopped = new CancellationException("the demo was interrupted");
        stopped.initCause(cause);
        return stopped;
    }
}
