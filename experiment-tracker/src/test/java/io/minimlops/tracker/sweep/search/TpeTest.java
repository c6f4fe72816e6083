package io.minimlops.tracker.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The functions are the usual ones of global optimisation:
/// https://www.sfu.ca/~ssurjano/optimization.html
class TpeTest {

    private static final int SEEDS = 30;
    private static final int TRIALS = 60;
    private static final double ENOUGH_WINS = 0.7;

    @Test
    void itBeatsRandomSearchOnBranin() {
        Space space = space(Map.of("x1", uniform(-5, 10), "x2", uniform(0, 15)));

        assertBeatsRandom(space, p -> branin(number(p, "x1"), number(p, "x2")));
    }

    @Test
    void itBeatsRandomSearchOnHartmannInSixDimensions() {
        SequencedMap<String, Domain> domains = new LinkedHashMap<>();
        IntStream.range(0, 6).forEach(i -> domains.put("x" + i, uniform(0, 1)));

        assertBeatsRandom(new Space(domains), TpeTest::hartmann);
    }

    @Test
    void itBeatsRandomSearchOnMixedParameters() {
        SequencedMap<String, Domain> domains = new LinkedHashMap<>();
        domains.put(
                "rate",
                new Domain.Range(
                        new Spread.Uniform(Math.log(1e-6), Math.log(1)),
                        Curve.EXPONENTIAL,
                        0,
                        false));
        domains.put(
                "layers", new Domain.Range(new Spread.Uniform(0.5, 20.5), Curve.STRAIGHT, 0, true));
        domains.put("optimizer", Domain.Choice.of(List.of("sgd", "adam", "rmsprop", "lion")));
        domains.put("constant", new Domain.Constant(1L));

        assertBeatsRandom(
                new Space(domains),
                p ->
                        Math.pow(Math.log10(number(p, "rate")) + 3, 2)
                                + Math.pow((number(p, "layers") - 7) / 4, 2)
                                + (p.get("optimizer").equals("adam") ? 0 : 1));
    }

    @Test
    void theSameSeedAndHistoryGiveTheSameTrial() {
        Space space = space(Map.of("x1", uniform(-5, 10), "x2", uniform(0, 15)));
        List<Observation> history = search(space, p -> number(p, "x1"), 40, 7, true);

        var once = Tpe.USUAL.next(space, history, List.of(), new SplittableRandom(1));
        var again = Tpe.USUAL.next(space, history, List.of(), new SplittableRandom(1));

        assertThat(once).isEqualTo(again);
    }

    @Test
    void agentsAskingAtOnceAreSentToDifferentPlaces() {
        Space space = space(Map.of("x", uniform(0, 1)));
        List<Observation> history = search(space, p -> Math.abs(number(p, "x") - 0.3), 30, 3, true);

        double alone = spreadOf(space, history, false);
        double told = spreadOf(space, history, true);

        assertThat(told).isGreaterThan(alone);
    }

    @Test
    void trialsThatCameToNothingAreAvoided() {
        Space space = space(Map.of("x", uniform(0, 1)));
        List<Observation> history =
                search(
                        space,
                        p -> number(p, "x") > 0.5 ? Double.POSITIVE_INFINITY : 1,
                        40,
                        3,
                        true);

        long failing = history.stream().skip(10).filter(it -> Double.isInfinite(it.loss())).count();

        assertThat(failing).isLessThan(10);
    }

    /// Mean distance of 8 trials that are asked for without an answer in between.
    private static double spreadOf(Space space, List<Observation> history, boolean told) {
        double sum = 0;
        for (int seed = 0; seed < 20; seed++) {
            List<Map<String, Object>> running = new ArrayList<>();
            List<Double> places = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                var next =
                        Tpe.USUAL.next(
                                space,
                                history,
                                told ? running : List.of(),
                                new SplittableRandom(seed * 100L + i));
                running.add(next);
                places.add(number(next, "x"));
            }
            for (double a : places) {
                sum += places.stream().mapToDouble(b -> Math.abs(a - b)).sum();
            }
        }
        return sum;
    }

    private static void assertBeatsRandom(
            Space space, ToDoubleFunction<Map<String, Object>> function) {
        double learned = 0;
        double random = 0;
        int wins = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double withTpe = best(search(space, function, TRIALS, seed, true));
            double withRandom = best(search(space, function, TRIALS, seed, false));
            learned += withTpe / SEEDS;
            random += withRandom / SEEDS;
            wins += withTpe < withRandom ? 1 : 0;
        }
        assertThat(learned).as("mean best of TPE").isLessThan(random);
        assertThat(wins)
                .as("wins of %d, mean best %s : %s", SEEDS, learned, random)
                .isGreaterThanOrEqualTo((int) Math.ceil(ENOUGH_WINS * SEEDS));
    }

    private static List<Observation> search(
            Space space,
            ToDoubleFunction<Map<String, Object>> function,
            int trials,
            long seed,
            boolean learning) {
        List<Observation> history = new ArrayList<>();
        for (int trial = 0; trial < trials; trial++) {
            SplittableRandom dice = new SplittableRandom(seed * 1000 + trial);
            Map<String, Object> params =
                    learning ? Tpe.USUAL.next(space, history, List.of(), dice) : space.sample(dice);
            history.add(new Observation(params, function.applyAsDouble(params)));
        }
        return history;
    }

    private static double best(List<Observation> history) {
        return history.stream().mapToDouble(Observation::loss).min().orElseThrow();
    }

    private static double branin(double x1, double x2) {
        double b = 5.1 / (4 * Math.PI * Math.PI);
        double c = 5 / Math.PI;
        double t = 1 / (8 * Math.PI);
        return Math.pow(x2 - b * x1 * x1 + c * x1 - 6, 2) + 10 * (1 - t) * Math.cos(x1) + 10;
    }

    private static final double[] ALPHA = {1, 1.2, 3, 3.2};
    private static final double[][] A = {
        {10, 3, 17, 3.5, 1.7, 8},
        {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8},
        {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] P = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };

    private static double hartmann(Map<String, Object> params) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double inner = 0;
            for (int j = 0; j < 6; j++) {
                inner += A[i][j] * Math.pow(number(params, "x" + j) - P[i][j], 2);
            }
            sum -= ALPHA[i] * Math.exp(-inner);
        }
        return sum;
    }

    private static Space space(Map<String, Domain> domains) {
        return new Space(new LinkedHashMap<>(new java.util.TreeMap<>(domains)));
    }

    private static Domain uniform(double low, double high) {
        return new Domain.Range(new Spread.Uniform(low, high), Curve.STRAIGHT, 0, false);
    }

    private static double number(Map<String, Object> params, String name) {
        return ((Number) params.get(name)).doubleValue();
    }
}
