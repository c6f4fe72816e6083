package io.minimlops.gateway.metrics;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Metric families in the making. What only grows is of unknown type: a counter's name would have
/// to end with `_total`, and Triton's do not.
final class Families {

    private record Family(Type type, List<Sample> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();

    /// Labels of the samples that follow.
    record Labels(List<String> names, List<String> values) {
        static final Labels NONE = new Labels(List.of(), List.of());

        Labels and(String name, String value) {
            List<String> moreNames = new ArrayList<>(names);
            List<String> moreValues = new ArrayList<>(values);
            moreNames.add(name);
            moreValues.add(value);
            return new Labels(moreNames, moreValues);
        }
    }

    void growing(String name, Labels labels, double value) {
        add(name, Type.UNKNOWN, name, labels, value);
    }

    void gauge(String name, Labels labels, double value) {
        add(name, Type.GAUGE, name, labels, value);
    }

    /// @param quantiles by their rank, such as 0.5
    void summary(
            String name, Labels labels, Map<Double, Double> quantiles, long count, double sum) {
        quantiles.forEach(
                (rank, value) ->
                        add(
                                name,
                                Type.SUMMARY,
                                name,
                                labels.and("quantile", rank.toString()),
                                value));
        add(name, Type.SUMMARY, name + "_count", labels, count);
        add(name, Type.SUMMARY, name + "_sum", labels, sum);
    }

    /// @param counts of the values up to each bound and beyond the one before, one more than bounds
    void histogram(String name, Labels labels, double[] bounds, long[] counts, double sum) {
        long upTo = 0;
        for (int i = 0; i < counts.length; i++) {
            upTo += counts[i];
            String bound = i < bounds.length ? String.valueOf(bounds[i]) : "+Inf";
            add(name, Type.HISTOGRAM, name + "_bucket", labels.and("le", bound), upTo);
        }
        add(name, Type.HISTOGRAM, name + "_count", labels, upTo);
        add(name, Type.HISTOGRAM, name + "_sum", labels, sum);
    }

    List<MetricFamilySamples> all() {
        List<MetricFamilySamples> all = new ArrayList<>();
        families.forEach(
                (name, family) ->
                        all.add(
                                new MetricFamilySamples(
                                        name,
                                        family.type(),
                                        name.replace('_', ' '),
                                        family.samples())));
        return all;
    }

    private void add(String family, Type type, String name, Labels labels, double value) {
        families.computeIfAbsent(family, any -> new Family(type, new ArrayList<>()))
                .samples()
                .add(new Sample(name, labels.names(), labels.values(), value));
    }
}
