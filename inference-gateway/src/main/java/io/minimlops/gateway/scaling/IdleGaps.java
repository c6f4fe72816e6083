package io.minimlops.gateway.scaling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The times between requests in which nobody asked, as counts and sums between fixed borders. At a
/// border the number of longer gaps, and their seconds past it, are exact: all that is needed to
/// tell what would have happened had a deployment slept after that time.
final class IdleGaps {

    /// After how long a deployment could sleep.
    static final List<Duration> BORDERS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(30),
                    Duration.ofHours(1),
                    Duration.ofHours(2),
                    Duration.ofHours(4),
                    Duration.ofHours(8),
                    Duration.ofDays(1));

    static final long SHORTEST_MILLIS = BORDERS.getFirst().toMillis();

    private final long[] counts = new long[BORDERS.size()];
    private final long[] millis = new long[BORDERS.size()];

    /// @param gap milliseconds
    synchronized void add(long gap) {
        int bin = BORDERS.size() - 1;
        while (bin >= 0 && gap <= BORDERS.get(bin).toMillis()) {
            bin--;
        }
        if (bin >= 0) {
            counts[bin]++;
            millis[bin] += gap;
        }
    }

    /// What sleeping after a time would have meant.
    ///
    /// @param coldStarts gaps that were longer
    /// @param asleepSeconds the sum of what they were longer
    record Outcome(Duration idleAfter, long coldStarts, double asleepSeconds) {}

    /// At every border.
    synchronized List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        long longer = Arrays.stream(counts).sum();
        long sum = Arrays.stream(millis).sum();
        for (int border = 0; border < counts.length; border++) {
            Duration after = BORDERS.get(border);
            outcomes.add(new Outcome(after, longer, (sum - longer * after.toMillis()) / 1_000.0));
            longer -= counts[border];
            sum -= millis[border];
        }
        return outcomes;
    }
}
