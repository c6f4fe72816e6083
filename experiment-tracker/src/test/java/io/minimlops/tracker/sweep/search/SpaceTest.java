package io.minimlops.tracker.sweep.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpaceTest {

    private static final int DRAWS = 20_000;

    @Test
    void aGridIsEveryCombinationOnceTheLastParameterFastest() {
        Space space = grid();

        List<Map<String, Object>> points =
                LongStream.range(0, space.gridSize())
                        .<Map<String, Object>>mapToObj(space::gridPoint)
                        .toList();

        assertThat(points).hasSize(2 * 3 * 3).doesNotHaveDuplicates();
        assertThat(points.getFirst()).isEqualTo(Map.of("a", "x", "b", -1L, "c", 0.1));
        assertThat(points.get(1)).isEqualTo(Map.of("a", "x", "b", -1L, "c", 0.2));
        assertThat(points.get(3)).isEqualTo(Map.of("a", "x", "b", 0L, "c", 0.1));
        assertThat(points.getLast()).isEqualTo(Map.of("a", "y", "b", 1L, "c", 0.3));
    }

    @Test
    void aGridTooLargeToCountIsAsLargeAsCanBe() {
        LinkedHashMap<String, Domain> many = new LinkedHashMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("p" + i, whole(0, 1_000_000));
        }
        assertThat(new Space(many).gridSize()).isEqualTo(Long.MAX_VALUE);
        assertThat(new Space(many).gridPoint(1_000_001)).containsEntry("p28", 1L);
    }

    @Test
    void wholeNumbersComeUpEquallyOftenTheEndsToo() {
        int[] counts = new int[5];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < DRAWS; i++) {
            counts[((Long) whole(3, 7).sample(random)).intValue() - 3]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(DRAWS / 5 * 9 / 10, DRAWS / 5 * 11 / 10);
        }
    }

    @Test
    void multiplesAreWrittenAsAPersonWould() {
        Set<Object> seen = new HashSet<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1000; i++) {
            seen.add(stepped(0.1, 0.5, 0.1).sample(random));
        }
        assertThat(seen).containsExactlyInAnyOrder(0.1, 0.2, 0.3, 0.4, 0.5);
    }

    @Test
    void logarithmsAreSpreadEvenly() {
        Domain rate =
                new Domain.Range(
                        new Spread.Uniform(Math.log(1e-4), Math.log(1)),
                        Curve.EXPONENTIAL,
                        0,
                        false);
        SplittableRandom random = new SplittableRandom(1);
        long small = 0;
        for (int i = 0; i < DRAWS; i++) {
            double value = (double) rate.sample(random);
            assertThat(value).isBetween(1e-4, 1.0);
            small += value < 1e-2 ? 1 : 0;
        }
        assertThat(small).isBetween(DRAWS * 48L / 100, DRAWS * 52L / 100);
    }

    @Test
    void normalAndBetaHaveTheirMeansAndDeviations() {
        assertMoments(new Spread.Normal(3, 2), 3, 2);
        assertMoments(new Spread.Beta(2, 5), 2.0 / 7, Math.sqrt(10.0 / (49 * 8)));
        assertMoments(new Spread.Beta(0.5, 0.5), 0.5, Math.sqrt(1.0 / 8));
    }

    @Test
    void extremeSettingsStillGiveNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        for (Curve curve : Curve.values()) {
            for (Spread spread :
                    List.of(
                            new Spread.Normal(0, 1e308),
                            new Spread.Uniform(-700, 700),
                            new Spread.Beta(1e-3, 1e3))) {
                for (double step : new double[] {0, 1e-300, 1e300}) {
                    Domain domain = new Domain.Range(spread, curve, step, false);
                    for (int i = 0; i < 100; i++) {
                        assertThat((double) domain.sample(random)).isFinite();
                    }
                }
            }
        }
    }

    @Test
    void probabilitiesAreKept() {
        Domain.Choice choice = new Domain.Choice(List.of("a", "b"), List.of(0.9, 0.1));
        SplittableRandom random = new SplittableRandom(1);
        long rare =
                LongStream.range(0, DRAWS).filter(_ -> choice.sample(random).equals("b")).count();
        assertThat(rare).isBetween(DRAWS * 9L / 100, DRAWS * 11L / 100);
    }

    private static void assertMoments(Spread spread, double mean, double deviation) {
        SplittableRandom random = new SplittableRandom(1);
        double[] draws = random.doubles(DRAWS).map(_ -> spread.sample(random)).toArray();
        double found = java.util.Arrays.stream(draws).average().orElseThrow();
        double variance =
                java.util.Arrays.stream(draws)
                        .map(x -> (x - found) * (x - found))
                        .average()
                        .orElseThrow();
        assertThat(found).isBetween(mean - 0.05 * deviation, mean + 0.05 * deviation);
        assertThat(Math.sqrt(variance)).isBetween(0.95 * deviation, 1.05 * deviation);
    }

    private static Space grid() {
        LinkedHashMap<String, Domain> domains = new LinkedHashMap<>();
        domains.put("a", Domain.Choice.of(List.of("x", "y")));
        domains.put("b", whole(-1, 1));
        domains.put("c", stepped(0.1, 0.3, 0.1));
        return new Space(domains);
    }

    private static Domain whole(long least, long greatest) {
        return new Domain.Range(
                new Spread.Uniform(least - 0.5, greatest + 0.5), Curve.STRAIGHT, 0, true);
    }

    private static Domain stepped(double low, double high, double step) {
        return new Domain.Range(new Spread.Uniform(low, high), Curve.STRAIGHT, step, false);
    }
}
