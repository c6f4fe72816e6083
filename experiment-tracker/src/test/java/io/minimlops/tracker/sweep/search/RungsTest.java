package io.minimlops.tracker.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RungsTest {

    @Test
    void rungsFromTheLeastGrowByEta() {
        assertThat(Rungs.from(3, 3, false).iterations()).startsWith(3L, 9L, 27L, 81L);
        assertThat(Rungs.from(1, 1.3, false).iterations()).startsWith(1L, 2L, 3L, 4L, 6L);
    }

    @Test
    void rungsBelowTheMostShrinkByEta() {
        assertThat(Rungs.upTo(27, 2, 3, false).iterations()).containsExactly(3L, 9L);
        assertThat(Rungs.upTo(10, 9, 3, false).iterations()).containsExactly(1L, 3L);
    }

    @Test
    void theBestThirdGoesOn() {
        Rungs rungs = Rungs.from(1, 3, true);
        List<Double> losses = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);

        assertThat(losses.stream().filter(loss -> rungs.goesOn(loss, losses)))
                .containsExactly(1.0, 2.0);
        assertThat(rungs.goesOn(Double.POSITIVE_INFINITY, List.of())).isTrue();
        assertThat(rungs.goesOn(7, List.of(6.0, 7.0))).isFalse();
    }

    /// Learning curves of 81 trials that fall towards what each can reach; the noise is small
    /// enough that the best is among the best third at each rung.
    @Test
    void mostIterationsAreSavedAndTheBestTrialIsKept() {
        int trials = 81;
        int length = 81;
        Rungs rungs = Rungs.from(3, 3, true);
        for (int seed = 0; seed < 20; seed++) {
            List<Curved> all = curves(trials, new SplittableRandom(seed));
            Map<Long, List<Double>> seen = new TreeMap<>();
            Map<Integer, Integer> ran = new TreeMap<>();
            for (int step = 1; step <= length; step++) {
                advance(all, step, rungs, seen, ran);
            }

            int best = all.stream().min((a, b) -> Double.compare(a.end, b.end)).orElseThrow().id;
            int iterations = ran.values().stream().mapToInt(it -> it).sum();

            assertThat(ran.get(best)).as("the best, seed %d", seed).isEqualTo(length);
            assertThat(iterations).isLessThan(trials * length / 4);
            assertThat(iterations).isGreaterThanOrEqualTo(trials * 3);
        }
    }

    private static void advance(
            List<Curved> all,
            int step,
            Rungs rungs,
            Map<Long, List<Double>> seen,
            Map<Integer, Integer> ran) {
        for (Curved curve : all) {
            if (!curve.stopped) {
                ran.merge(curve.id, 1, Integer::sum);
                if (rungs.iterations().contains((long) step)) {
                    seen.computeIfAbsent((long) step, _ -> new ArrayList<>()).add(curve.at(step));
                }
            }
        }
        List<Double> losses = seen.getOrDefault((long) step, List.of()).stream().sorted().toList();
        all.stream()
                .filter(curve -> !rungs.goesOn(curve.at(step), losses))
                .forEach(curve -> curve.stopped = true);
    }

    private static List<Curved> curves(int count, SplittableRandom random) {
        List<Curved> curves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            curves.add(new Curved(i, random.nextDouble()));
        }
        return curves;
    }

    private static final class Curved {
        private final int id;
        private final double end;
        private boolean stopped;

        private Curved(int id, double end) {
            this.id = id;
            this.end = end;
        }

        private double at(int step) {
            return end + 1.0 / step;
        }
    }
}
