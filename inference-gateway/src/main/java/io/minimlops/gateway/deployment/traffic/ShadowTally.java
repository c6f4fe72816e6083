package io.minimlops.gateway.deployment.traffic;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a shadow's copies showed since this process began to run them.
public final class ShadowTally {

    private static final int EXAMPLES = 10;

    private final Instant since = Instant.now();
    private final Deque<Example> examples = new ArrayDeque<>();
    private long compared;
    private long incomparable;
    private long dropped;
    private long failed;
    private @Nullable String lastFailure;
    private long rows;
    private long flips;
    private long values;
    private long differing;
    private double sum;
    private double max;

    /// A request whose outputs differed.
    public record Example(String requestId, double maxDifference, int flips) {}

    public synchronized void compared(String requestId, OutputDifference difference) {
        compared++;
        if (!difference.comparable()) {
            incomparable++;
            return;
        }
        rows += difference.rows();
        flips += difference.flips();
        values += difference.values();
        differing += difference.differing();
        sum += difference.sum();
        max = Math.max(max, difference.max());
        if (difference.differing() > 0) {
            examples.addFirst(new Example(requestId, difference.max(), difference.flips()));
            if (examples.size() > EXAMPLES) {
                examples.removeLast();
            }
        }
    }

    public synchronized void dropped() {
        dropped++;
    }

    public synchronized void failed(String why) {
        failed++;
        lastFailure = why;
    }

    public synchronized ShadowFigures figures() {
        return new ShadowFigures(
                since,
                compared,
                incomparable,
                dropped,
                failed,
                lastFailure,
                rows,
                flips,
                rows == 0 ? 0 : (double) flips / rows,
                values,
                differing,
                values == 0 ? 0 : (double) differing / values,
                values == 0 ? 0 : sum / values,
                max,
                List.copyOf(examples));
    }
}
