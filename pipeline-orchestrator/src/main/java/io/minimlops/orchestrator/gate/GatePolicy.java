package io.minimlops.orchestrator.gate;

/// What a challenger must show.
///
/// @param metric what is compared
/// @param minGain least gain over the champion, in the metric's own units (for log loss: the
///     reduction)
/// @param confidence least share of bootstrap replicates in which the challenger is better, 0.5 to
///     1 (exclusive)
/// @param minLabels fewer labelled rows, or no row of one class, decide nothing: refused
/// @param bound what a first model must reach: at least for AUC, at most for log loss
/// @param replicates of the bootstrap
/// @param seed of the bootstrap: same scores, same decision
public record GatePolicy(
        GateMetric metric,
        double minGain,
        double confidence,
        int minLabels,
        double bound,
        int replicates,
        long seed) {

    public static final GatePolicy DEFAULTS =
            new GatePolicy(GateMetric.AUC, 0.001, 0.95, 500, 0.6, 500, 7);

    public GatePolicy {
        if (!(minGain >= 0)
                || !(confidence >= 0.5 && confidence < 1)
                || minLabels < 2
                || replicates < 100
                || replicates > 100_000) {
            throw new IllegalArgumentException(
                    "a gate policy must keep minGain >= 0, 0.5 <= confidence < 1, minLabels >= 2,"
                            + " 100 <= replicates <= 100000");
        }
    }
}
