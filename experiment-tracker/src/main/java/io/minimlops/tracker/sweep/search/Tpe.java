package io.minimlops.tracker.sweep.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/// The tree-structured Parzen estimator: Bergstra, Bardenet, Bengio, Kégl, Algorithms for
/// Hyper-Parameter Optimization, NIPS 2011, section 4.
///
/// The trials so far are split into the few good ones and the rest; for each parameter a density is
/// laid over either part, and of some candidates drawn from the good density the one is taken that
/// the other density finds least likely, which maximises expected improvement (equation 13 there).
///
/// @param startup trials drawn at random before the history says anything
/// @param candidates drawn from the good density, per parameter
/// @param goodShare of the finished trials, at least one and at most [#MOST_GOOD]
public record Tpe(int startup, int candidates, double goodShare) {

    /// Startup and candidates as in the authors' Hyperopt, the share as in their paper.
    public static final Tpe USUAL = new Tpe(10, 24, 0.15);

    private static final int MOST_GOOD = 25;

    /// @param finished every trial that ended, failed ones with an infinite loss
    /// @param running the points being tried: they count as bad, so that agents asking at the same
    ///     time are sent to different places (the constant liar of Ginsbourger, Le Riche, Carraro,
    ///     Kriging is well-suited to parallelize optimization, 2010)
    public SequencedMap<String, Object> next(
            Space space,
            List<Observation> finished,
            List<Map<String, Object>> running,
            RandomGenerator random) {
        if (finished.size() < startup) {
            return space.sample(random);
        }
        List<Observation> sorted =
                finished.stream().sorted(Comparator.comparingDouble(Observation::loss)).toList();
        int good = Math.clamp((long) Math.ceil(goodShare * sorted.size()), 1, MOST_GOOD);
        List<Map<String, Object>> above = points(sorted.subList(0, good));
        List<Map<String, Object>> below =
                new ArrayList<>(points(sorted.subList(good, sorted.size())));
        below.addAll(running);
        SequencedMap<String, Object> params = new LinkedHashMap<>();
        space.domains()
                .forEach(
                        (name, domain) ->
                                params.put(
                                        name,
                                        next(
                                                domain,
                                                values(above, name),
                                                values(below, name),
                                                random)));
        return params;
    }

    private Object next(
            Domain domain, List<Object> good, List<Object> bad, RandomGenerator random) {
        return switch (domain) {
            case Domain.Constant(var value) -> value;
            case Domain.Choice choice ->
                    best(Weights.over(choice, good), Weights.over(choice, bad), random);
            case Domain.Range range ->
                    best(Parzen.over(range, good), Parzen.over(range, bad), random);
        };
    }

    private Object best(Density good, Density bad, RandomGenerator random) {
        Object best = good.sample(random);
        double ratio = good.log(best) - bad.log(best);
        for (int i = 1; i < candidates; i++) {
            Object candidate = good.sample(random);
            double its = good.log(candidate) - bad.log(candidate);
            if (its > ratio) {
                best = candidate;
                ratio = its;
            }
        }
        return best;
    }

    private static List<Map<String, Object>> points(List<Observation> observations) {
        return observations.stream().map(Observation::params).toList();
    }

    private static List<Object> values(List<Map<String, Object>> points, String name) {
        return points.stream().filter(it -> it.containsKey(name)).map(it -> it.get(name)).toList();
    }

    /// How likely values are, learned from some of them.
    sealed interface Density permits Weights, Parzen {
        Object sample(RandomGenerator random);

        double log(Object value);
    }
}
