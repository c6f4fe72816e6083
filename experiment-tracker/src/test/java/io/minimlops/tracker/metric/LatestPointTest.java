package io.minimlops.tracker.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatestPointTest {

    private static final double[] VALUES = {Double.NaN, -1, 0, 1, Double.MAX_VALUE};

    @Test
    void whateverTheOrderOfArrivalTheGreatestStepThenTimeThenValueIsLatest() {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            List<MetricPoint> points = points(random);
            MetricPoint latest = LatestPoint.of(points);

            assertThat(points).noneMatch(point -> isNewer(point, latest));
            Collections.shuffle(points, random);
            assertThat(MetricPoint.BY_RECENCY.compare(LatestPoint.of(points), latest)).isZero();
        }
    }

    @Test
    void aBlockGivesBackWhatWasPutIntoIt() {
        List<MetricPoint> points = points(new Random(3));
        assertThat(PointBlock.read("m", PointBlock.write(points))).isEqualTo(points);
    }

    /// The rule in words: a later step; at the same step a later time; at the same time a greater
    /// value, not-a-number being zero.
    private static boolean isNewer(MetricPoint a, MetricPoint b) {
        if (a.step() != b.step()) {
            return a.step() > b.step();
        }
        if (a.timestamp() != b.timestamp()) {
            return a.timestamp() > b.timestamp();
        }
        double left = Double.isNaN(a.value()) ? 0 : a.value();
        double right = Double.isNaN(b.value()) ? 0 : b.value();
        return left > right;
    }

    private static List<MetricPoint> points(Random random) {
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(12); i++) {
            points.add(
                    new MetricPoint(
                            "m",
                            VALUES[random.nextInt(VALUES.length)],
                            random.nextInt(3),
                            random.nextInt(3) - 1));
        }
        return points;
    }
}
