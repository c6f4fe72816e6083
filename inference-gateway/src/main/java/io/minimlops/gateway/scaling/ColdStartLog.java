package io.minimlops.gateway.scaling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a deployment's cold starts took. Quantiles are over the last 256.
public final class ColdStartLog {

    private static final int KEPT = 256;

    private final ArrayDeque<Duration> totals = new ArrayDeque<>();
    private @Nullable ColdStart last;
    private long count;
    private Duration sum = Duration.ZERO;

    public synchronized void add(ColdStart coldStart) {
        last = coldStart;
        count++;
        sum = sum.plus(coldStart.total());
        totals.addLast(coldStart.total());
        if (totals.size() > KEPT) {
            totals.removeFirst();
        }
    }

    public synchronized Optional<ColdStart> last() {
        return Optional.ofNullable(last);
    }

    public synchronized long count() {
        return count;
    }

    /// Of all.
    public synchronized Duration sum() {
        return sum;
    }

    /// The least duration that at least this share of the last ones did not exceed; empty when
    /// there was none.
    ///
    /// @param share above 0, at most 1
    public synchronized Optional<Duration> quantile(double share) {
        if (totals.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = totals.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return Optional.of(sorted.get(Math.max(1, rank) - 1));
    }
}
