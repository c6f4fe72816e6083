package io.minimlops.gateway.admission;

import java.util.concurrent.atomic.AtomicLong;

/// A token bucket, kept as the one number that the generic cell rate algorithm keeps (ITU-T I.371):
/// the moment at which the bucket would be full again. Nothing has to refill it.
final class TokenBucket {

    private final long nanosPerToken;
    private final long depthNanos;
    private final AtomicLong fullAgain;

    /// @param perSecond tokens that come back
    /// @param burst tokens that it holds, at least 1
    /// @param now on the clock that [#take] is told
    TokenBucket(double perSecond, int burst, long now) {
        this.nanosPerToken = Math.max(1, Math.round(1e9 / perSecond));
        this.depthNanos = Math.multiplyExact(nanosPerToken, burst);
        this.fullAgain = new AtomicLong(now);
    }

    /// Takes one token.
    ///
    /// @return 0, or the nanoseconds after which there will be one, none being taken
    long take(long now) {
        while (true) {
            long seen = fullAgain.get();
            long next = Math.max(seen - now, 0) + nanosPerToken;
            if (next > depthNanos) {
                return next - depthNanos;
            }
            if (fullAgain.compareAndSet(seen, now + next)) {
                return 0;
            }
        }
    }
}
