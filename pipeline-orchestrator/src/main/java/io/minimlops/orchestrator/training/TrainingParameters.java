package io.minimlops.orchestrator.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// What XGBoost is told. The defaults are for some ten thousand to a million rows of a dozen noisy
/// columns.
///
/// @param rounds boosted trees, 1 to 2,000
/// @param maxDepth depth of a tree, 1 to 12
/// @param eta learning rate, above 0 up to 1
/// @param subsample share of the rows each tree sees, above 0 up to 1
/// @param colsample share of the columns each tree sees, above 0 up to 1
/// @param minChildWeight least sum of hessians in a leaf: higher is smoother
/// @param lambda L2 penalty on leaf values
/// @param seed same data, parameters and seed give the same model
/// @param threads of XGBoost. One, because its threads wait for each other by spinning: on a busy
///     machine two are ten times slower than one
public record TrainingParameters(
        int rounds,
        int maxDepth,
        double eta,
        double subsample,
        double colsample,
        double minChildWeight,
        double lambda,
        long seed,
        int threads) {

    public static final TrainingParameters DEFAULTS =
            new TrainingParameters(120, 5, 0.1, 0.8, 0.8, 20, 5, 7, 1);

    public TrainingParameters {
        require("rounds", rounds, 1, 2_000);
        require("max_depth", maxDepth, 1, 12);
        require("eta", eta, Double.MIN_VALUE, 1);
        require("subsample", subsample, Double.MIN_VALUE, 1);
        require("colsample_bytree", colsample, Double.MIN_VALUE, 1);
        require("min_child_weight", minChildWeight, 0, 1e9);
        require("lambda", lambda, 0, 1e9);
        require("seed", seed, 0, Integer.MAX_VALUE);
        require("nthread", threads, 1, 256);
    }

    /// The defaults, changed where the pipeline says so.
    ///
    /// @param settings XGBoost's own names (see {@link #asMap}); names it does not know are an
    ///     error, so that a typing mistake is not silence
    /// @throws BadTrainingParameter for an unknown name, or a value that is no number or out of
    ///     bounds
    public static TrainingParameters of(Map<String, String> settings) {
        Map<String, String> known = DEFAULTS.asMap();
        settings.keySet().stream()
                .filter(name -> !known.containsKey(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new BadTrainingParameter(
                                    "unknown training parameter '%s': known are %s"
                                            .formatted(name, known.keySet()));
                        });
        known.putAll(settings);
        return new TrainingParameters(
                parsed(known, "rounds", Integer::parseInt),
                parsed(known, "max_depth", Integer::parseInt),
                parsed(known, "eta", Double::parseDouble),
                parsed(known, "subsample", Double::parseDouble),
                parsed(known, "colsample_bytree", Double::parseDouble),
                parsed(known, "min_child_weight", Double::parseDouble),
                parsed(known, "lambda", Double::parseDouble),
                parsed(known, "seed", Long::parseLong),
                parsed(known, "nthread", Integer::parseInt));
    }

    /// By XGBoost's names, in a fixed order: what is logged on the run, and what {@link #of} reads
    /// back.
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("rounds", Integer.toString(rounds));
        map.put("max_depth", Integer.toString(maxDepth));
        map.put("eta", Double.toString(eta));
        map.put("subsample", Double.toString(subsample));
        map.put("colsample_bytree", Double.toString(colsample));
        map.put("min_child_weight", Double.toString(minChildWeight));
        map.put("lambda", Double.toString(lambda));
        map.put("seed", Long.toString(seed));
        map.put("nthread", Integer.toString(threads));
        return map;
    }

    private static <T> T parsed(
            Map<String, String> settings, String name, Function<String, T> parse) {
        String text = settings.getOrDefault(name, "");
        try {
            return parse.apply(text.strip());
        } catch (NumberFormatException e) {
            throw new BadTrainingParameter(
                    "training parameter %s: '%s' is not a number it can be".formatted(name, text));
        }
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new BadTrainingParameter(
                    "training parameter %s: %s is not between %s and %s"
                            .formatted(name, value, least, most));
        }
    }

    /// The pipeline's author must change it.
    public static final class BadTrainingParameter extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BadTrainingParameter(String message) {
            super(message);
        }
    }
}
