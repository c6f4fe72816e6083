package io.minimlops.tracker.compare;

import io.minimlops.tracker.run.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Says in sentences what sets runs apart.
final class Verdict {

    private static final int MOST_SENTENCES = 200;
    private static final int LONGEST_VALUE = 80;

    /// Run times differ by chance; only a tenth or more is worth a word.
    private static final double NOTABLE = 0.1;

    private final List<RunView> runs;
    private final List<String> names;
    private final List<String> sentences = new ArrayList<>();
    private boolean causes;
    private boolean results;

    Verdict(List<RunView> runs) {
        this.runs = runs;
        this.names = names(runs);
    }

    void about(String subject, List<Fact> facts) {
        facts.forEach(fact -> about(subject + " '" + fact.key() + "'", fact));
    }

    void aboutDatasets(List<DatasetFact> datasets) {
        for (DatasetFact it : datasets) {
            String context = it.context().isEmpty() ? "" : " (" + it.context() + ")";
            about(
                    "Dataset '" + it.name() + "'" + context,
                    new Fact(it.name(), it.agreement(), it.digests()));
        }
    }

    void aboutMetrics(List<MetricFact> metrics) {
        for (MetricFact metric : metrics) {
            switch (metric.agreement()) {
                case SAME -> {}
                case PARTIAL ->
                        sentences.add(partial("Metric '" + metric.key() + "'", metric.values()));
                case DIFFERENT -> {
                    results = true;
                    IntStream.range(1, runs.size()).forEach(run -> far(metric, run));
                }
            }
        }
    }

    void aboutLives() {
        List<String> statuses = runs.stream().map(run -> run.status().name()).toList();
        if (Agreement.of(statuses) == Agreement.DIFFERENT) {
            sentences.add("Status differs: " + each(statuses::get) + ".");
        }
        List<@Nullable Double> seconds =
                runs.stream().<@Nullable Double>map(Verdict::seconds).toList();
        if (areNotablyApart(seconds)) {
            sentences.add("Duration differs: " + each(run -> seconds.get(run) + " s") + ".");
        }
    }

    List<String> words() {
        if (sentences.isEmpty()) {
            return List.of("Nothing that was recorded differs.");
        }
        List<String> words = new ArrayList<>(sentences.subList(0, atMost(sentences.size())));
        if (sentences.size() > MOST_SENTENCES) {
            words.add("… and " + (sentences.size() - MOST_SENTENCES) + " more differences.");
        }
        if (results && !causes) {
            words.add(
                    "Parameters, data, code and environment are the same as far as they were"
                            + " recorded, and yet the results differ: look for what was not recorded,"
                            + " such as a random seed, changed data under an old name, or another"
                            + " version of a library.");
        }
        return List.copyOf(words);
    }

    private static int atMost(int size) {
        return Math.min(size, MOST_SENTENCES);
    }

    private void about(String subject, Fact fact) {
        switch (fact.agreement()) {
            case SAME -> {}
            case DIFFERENT -> {
                causes = true;
                sentences.add(
                        subject + " differs: " + each(run -> shown(fact.values().get(run))) + ".");
            }
            case PARTIAL -> {
                causes = true;
                sentences.add(partial(subject, fact.values()));
            }
        }
    }

    private void far(MetricFact metric, int run) {
        @Nullable Double difference = metric.differences().get(run);
        if (difference != null && difference == 0) {
            return;
        }
        String values =
                "%s against %s".formatted(metric.values().get(run), metric.values().getFirst());
        sentences.add(
                difference == null
                        ? "Metric '%s' is %s in '%s' and '%s'."
                                .formatted(metric.key(), values, names.get(run), names.getFirst())
                        : "Metric '%s' is %s%s in '%s' than in '%s': %s."
                                .formatted(
                                        metric.key(),
                                        share(metric.relativeDifferences().get(run)),
                                        difference > 0 ? "higher" : "lower",
                                        names.get(run),
                                        names.getFirst(),
                                        values));
    }

    private static String share(@Nullable Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.3g %% ", 100 * Math.abs(share));
    }

    private String partial(String subject, List<? extends @Nullable Object> values) {
        String having =
                IntStream.range(0, runs.size())
                        .filter(run -> values.get(run) != null)
                        .mapToObj(run -> shown(values.get(run)) + " in '" + names.get(run) + "'")
                        .collect(Collectors.joining(", "));
        String missing =
                IntStream.range(0, runs.size())
                        .filter(run -> values.get(run) == null)
                        .mapToObj(run -> "'" + names.get(run) + "'")
                        .collect(Collectors.joining(", "));
        return subject + " is missing in " + missing + "; it is " + having + ".";
    }

    private String each(IntFunction<String> said) {
        return IntStream.range(0, runs.size())
                .mapToObj(run -> said.apply(run) + " in '" + names.get(run) + "'")
                .collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }

    private static boolean areNotablyApart(List<@Nullable Double> seconds) {
        if (seconds.stream().anyMatch(Objects::isNull)) {
            return false;
        }
        var spread =
                seconds.stream().mapToDouble(it -> Objects.requireNonNull(it)).summaryStatistics();
        return spread.getMax() - spread.getMin() > NOTABLE * spread.getMax();
    }

    private static @Nullable Double seconds(RunView run) {
        Long end = run.endedAt();
        return end == null ? null : (end - run.startedAt()) / 1000.0;
    }

    /// The run's name, with its id where two have the same name.
    private static List<String> names(List<RunView> runs) {
        long distinct = runs.stream().map(RunView::name).distinct().count();
        return runs.stream()
                .map(run -> distinct == runs.size() ? run.name() : run.name() + " " + run.runId())
                .toList();
    }
}
