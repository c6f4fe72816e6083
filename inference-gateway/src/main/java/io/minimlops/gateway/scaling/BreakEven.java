package io.minimlops.gateway.scaling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether sleeping pays, by what was seen of one deployment's requests.
///
/// When to sleep is the ski-rental problem: memory is rented by the second, a cold start bought
/// once. Who does not know when the next request comes and sleeps as soon as keeping warm has cost
/// as much as one cold start pays at most twice what a seer pays, and no rule that leaves nothing
/// to chance promises less (A. Karlin, M. Manasse, L. Rudolph, D. Sleator, Competitive snoopy
/// caching, Algorithmica 3, 1988). Where pauses were seen, each time is charged with what it would
/// have cost over them, and the cheapest is advised.
public final class BreakEven {

    /// Fewer pauses say little about the next one.
    private static final int ENOUGH_PAUSES = 10;

    private static final double UNNOTICED = 0.05;
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Cost cost;
    private final Prices prices;

    /// What one cold start of a deployment is like.
    ///
    /// @param typical its median
    /// @param slow its 95th percentile
    /// @param bytes of memory that sleeping frees
    public record Cost(Duration typical, Duration slow, long bytes) {}

    /// What sleeping after a time would have meant.
    ///
    /// @param idleAfter absent: never
    /// @param savedGigabyteSeconds of memory
    /// @param p95AddedLatencyMillis over all requests, each cold start counted for the request that
    ///     caused it
    /// @param cost of memory and of waiting
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Option(
            @Nullable Duration idleAfter,
            long coldStarts,
            double savedGigabyteSeconds,
            double p95AddedLatencyMillis,
            double cost) {}

    /// @param breakEven keeping warm for that long costs as much as one cold start
    /// @param idleAfter advised; absent: stay in memory
    /// @param options each charged over the time observed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Advice(
            Duration breakEven,
            @Nullable Duration idleAfter,
            String reason,
            List<Option> options) {}

    public BreakEven(Cost cost, Prices prices) {
        this.cost = cost;
        this.prices = prices;
    }

    public Advice advise(Arrivals arrivals, Instant now) {
        List<Option> options = options(arrivals, now);
        Option cheapest =
                options.stream().min(Comparator.comparingDouble(Option::cost)).orElseThrow();
        long pauses = arrivals.outcomes().getFirst().coldStarts();
        if (pauses < ENOUGH_PAUSES) {
            return new Advice(
                    breakEven(),
                    breakEven(),
                    "only %d pauses were seen: the break-even time costs at most twice the best"
                            .formatted(pauses),
                    options);
        }
        return new Advice(
                breakEven(),
                cheapest.idleAfter(),
                "the cheapest over the pauses seen in %.0f s"
                        .formatted(arrivals.observedSeconds(now)),
                options);
    }

    /// At most a year.
    Duration breakEven() {
        double seconds = coldStartCost() / prices.memorySecond(Math.max(1, cost.bytes()));
        return seconds >= LONGEST.toSeconds()
                ? LONGEST
                : Duration.ofMillis(Math.round(seconds * 1_000));
    }

    /// Also the pause that goes on now saves memory; how it ends is not known yet.
    private List<Option> options(Arrivals arrivals, Instant now) {
        double observed = arrivals.observedSeconds(now);
        double pause = (now.toEpochMilli() - arrivals.lastMillis()) / 1_000.0;
        List<Option> options = new ArrayList<>();
        for (IdleGaps.Outcome outcome : arrivals.outcomes()) {
            double asleep =
                    outcome.asleepSeconds()
                            + Math.max(0, pause - outcome.idleAfter().toMillis() / 1_000.0);
            options.add(
                    option(
                            outcome.idleAfter(),
                            outcome.coldStarts(),
                            arrivals.requests(),
                            asleep,
                            observed));
        }
        options.add(option(null, 0, arrivals.requests(), 0, observed));
        return options;
    }

    private Option option(
            @Nullable Duration idleAfter,
            long coldStarts,
            long requests,
            double asleep,
            double observed) {
        boolean noticed = coldStarts > requests * UNNOTICED;
        return new Option(
                idleAfter,
                coldStarts,
                asleep * cost.bytes() / 1e9,
                noticed ? cost.slow().toNanos() / 1e6 : 0,
                Math.max(0, observed - asleep) * prices.memorySecond(cost.bytes())
                        + coldStarts * coldStartCost());
    }

    private double coldStartCost() {
        return cost.typical().toNanos() / 1e9 * prices.waitingSecond();
    }
}
