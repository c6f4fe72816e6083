package io.minimlops.tracker.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// What a series must show, kept in memory and sorted at every look.
final class SeriesOracle {

    private final Set<Point> points = new LinkedHashSet<>();

    record Point(long step, long timestamp, double value) {

        Map<String, Object> on(String key) {
            return Map.of("key", key, "value", value, "timestamp", timestamp, "step", step);
        }
    }

    /// Some points, many of them alike, none in order.
    static List<Point> some(Random random, int count, int steps) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(
                    new Point(random.nextInt(steps), random.nextInt(steps / 2), random.nextInt(3)));
        }
        return points;
    }

    void add(List<Point> more) {
        points.addAll(more);
    }

    List<Point> history() {
        return sorted(
                Comparator.comparingLong(Point::timestamp)
                        .thenComparingLong(Point::step)
                        .thenComparingDouble(Point::value));
    }

    Point latest() {
        return byStep().getLast();
    }

    List<Point> sampled(int most, long start, long end) {
        List<Point> rows =
                byStep().stream().filter(p -> p.step() >= start && p.step() <= end).toList();
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean isFirst =
                    i == 0 || (long) i * most / rows.size() != (i - 1L) * most / rows.size();
            boolean isInLast = (long) i * most / rows.size() == most - 1;
            if (rows.size() <= most || i == rows.size() - 1 || (isFirst && !isInLast)) {
                kept.add(rows.get(i));
            }
        }
        return kept;
    }

    private List<Point> byStep() {
        return sorted(
                Comparator.comparingLong(Point::step)
                        .thenComparingLong(Point::timestamp)
                        .thenComparingDouble(Point::value));
    }

    private List<Point> sorted(Comparator<Point> order) {
        return points.stream().sorted(order).toList();
    }
}
