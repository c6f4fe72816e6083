package io.minimlops.gateway.replay;

import io.minimlops.gateway.quality.PairedQuality;
import io.minimlops.gateway.replay.ReplayReport.ColumnView;
import io.minimlops.gateway.replay.ReplayReport.Failed;
import io.minimlops.gateway.replay.ReplayReport.Flips;
import io.minimlops.gateway.replay.ReplayReport.RowView;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Compares a candidate's predictions with the served ones, row by row, in bounded memory.
final class Comparison {

    private static final int TOP = 20;
    private static final int SAMPLE = 10_000;
    private static final int EXAMPLES = 10;
    private static final int MOST_COLUMNS = 1_000;
    private static final int MOST_REASONS = 20;

    private final double tolerance;
    private final double threshold;
    private final PairedQuality quality;
    private final UniformSample sample = new UniformSample(SAMPLE);
    private final PriorityQueue<RowView> top =
            new PriorityQueue<>(Comparator.comparingDouble(row -> Math.abs(row.difference())));
    private final Map<String, ColumnEffect> columns = new LinkedHashMap<>();
    private final Map<String, Long> skipped = new TreeMap<>();
    private final Map<String, Long> versions = new TreeMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private long rows;
    private long equal;
    private long up;
    private long down;
    private long failed;
    private long notComparable;
    private double sum;
    private double absoluteSum;
    private double max;

    /// @param quality takes every compared row, so that labels find it
    Comparison(double tolerance, double threshold, PairedQuality quality) {
        this.tolerance = tolerance;
        this.threshold = threshold;
        this.quality = quality;
    }

    void compare(LoggedRow row, double candidate) {
        double served = row.prediction();
        double difference = candidate - served;
        if (!Double.isFinite(difference)) {
            notComparable++;
            return;
        }
        double size = Math.abs(difference);
        rows++;
        equal += size <= tolerance ? 1 : 0;
        up += candidate >= threshold && served < threshold ? 1 : 0;
        down += candidate < threshold && served >= threshold ? 1 : 0;
        sum += difference;
        absoluteSum += size;
        max = Math.max(max, size);
        sample.add(size);
        versions.merge(row.version(), 1L, Long::sum);
        quality.add(row.predictionId(), served, candidate);
        attribute(row, size);
        keepIfGreat(row, candidate, difference);
    }

    private void attribute(LoggedRow row, double size) {
        for (int i = 0; i < row.columns().size(); i++) {
            String name = row.columns().get(i);
            if (columns.size() < MOST_COLUMNS || columns.containsKey(name)) {
                columns.computeIfAbsent(name, ColumnEffect::new).add(row.features().get(i), size);
            }
        }
    }

    private void keepIfGreat(LoggedRow row, double candidate, double difference) {
        RowView least = top.peek();
        boolean full = top.size() == TOP;
        if (difference == 0
                || full && least != null && Math.abs(least.difference()) >= Math.abs(difference)) {
            return;
        }
        if (full) {
            top.poll();
        }
        Map<String, @Nullable Double> features = new LinkedHashMap<>();
        for (int i = 0; i < row.columns().size(); i++) {
            features.put(row.columns().get(i), row.features().get(i));
        }
        top.add(
                new RowView(
                        row.predictionId(),
                        row.requestId(),
                        row.servedAt(),
                        row.version(),
                        row.prediction(),
                        candidate,
                        difference,
                        features));
    }

    void skip(String reason) {
        boolean room = skipped.size() < MOST_REASONS || skipped.containsKey(reason);
        skipped.merge(room ? reason : "other reasons", 1L, Long::sum);
    }

    void fail(LoggedRow row, String reason) {
        failed++;
        if (failures.size() < EXAMPLES) {
            failures.put(row.predictionId(), reason);
        }
    }

    long rows() {
        return rows;
    }

    ReplayReport report() {
        List<RowView> greatest =
                top.stream()
                        .sorted(top.comparator() == null ? null : top.comparator().reversed())
                        .toList();
        List<ColumnView> effects = columns.values().stream().map(ColumnEffect::view).toList();
        boolean labelled = quality.labels() > 0;
        return new ReplayReport(
                rows,
                equal,
                mean(equal),
                mean(sum),
                mean(absoluteSum),
                rows == 0 ? null : max,
                sample.quantiles(),
                new Flips(threshold, up + down, up, down),
                new TreeMap<>(skipped),
                new Failed(failed, new LinkedHashMap<>(failures)),
                notComparable,
                new TreeMap<>(versions),
                quality.labels(),
                labelled ? quality.first() : null,
                labelled ? quality.second() : null,
                effects,
                greatest);
    }

    private @Nullable Double mean(double total) {
        return rows == 0 ? null : total / rows;
    }
}
