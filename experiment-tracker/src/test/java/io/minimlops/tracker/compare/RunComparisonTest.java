package io.minimlops.tracker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.minimlops.tracker.Stage;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.metric.MetricPoint;
import io.minimlops.tracker.run.DatasetUse;
import io.minimlops.tracker.run.Param;
import io.minimlops.tracker.run.RunStatus;
import io.minimlops.tracker.run.RunView;
import io.minimlops.tracker.run.TrackedRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunComparisonTest {

    private static final Map<String, Double> NO_METRICS = Map.of();
    private static final Map<String, String> NONE = Map.of();

    @Test
    void whatIsEqualIsNoDifference() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", Map.of("lr", "0.1"), Map.of("auc", 0.5), NONE),
                                run("b", Map.of("lr", "0.1"), Map.of("auc", 0.5), NONE)));

        assertThat(comparison.params())
                .containsExactly(new Fact("lr", Agreement.SAME, List.of("0.1", "0.1")));
        assertThat(comparison.differences()).containsExactly("Nothing that was recorded differs.");
    }

    @Test
    void aParameterOfOneRunAloneIsPartialAndSaidToBeMissing() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", Map.of("lr", "0.1", "depth", "3"), NO_METRICS, NONE),
                                run("b", Map.of("lr", "0.2"), NO_METRICS, NONE)));

        assertThat(comparison.params())
                .extracting(Fact::key, Fact::agreement)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("depth", Agreement.PARTIAL),
                        org.assertj.core.groups.Tuple.tuple("lr", Agreement.DIFFERENT));
        assertThat(comparison.differences())
                .containsExactly(
                        "Parameter 'depth' is missing in 'b'; it is 3 in 'a'.",
                        "Parameter 'lr' differs: 0.1 in 'a', 0.2 in 'b'.");
    }

    @Test
    void metricsAreMeasuredAgainstTheFirstRun() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", Map.of("lr", "1"), Map.of("auc", 0.5), NONE),
                                run("b", Map.of("lr", "2"), Map.of("auc", 0.75), NONE),
                                run("c", Map.of("lr", "3"), Map.of("auc", 0.25), NONE)));

        MetricFact auc = comparison.metrics().getFirst();
        assertThat(auc.differences()).containsExactly(0.0, 0.25, -0.25);
        assertThat(auc.relativeDifferences()).containsExactly(0.0, 0.5, -0.5);
        assertThat(comparison.differences())
                .contains(
                        "Metric 'auc' is 50.0 % higher in 'b' than in 'a': 0.75 against 0.5.",
                        "Metric 'auc' is 50.0 % lower in 'c' than in 'a': 0.25 against 0.5.");
    }

    @Test
    void aDifferenceToZeroOrToNoNumberHasNoShare() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", NONE, Map.of("zero", 0.0, "nan", Double.NaN), NONE),
                                run("b", NONE, Map.of("zero", 2.0, "nan", 1.0), NONE)));

        assertThat(comparison.metrics())
                .filteredOn(metric -> metric.key().equals("nan"))
                .first()
                .satisfies(metric -> assertThat(metric.differences()).containsOnlyNulls());
        assertThat(comparison.metrics())
                .filteredOn(metric -> metric.key().equals("zero"))
                .first()
                .satisfies(
                        metric -> {
                            assertThat(metric.differences()).containsExactly(0.0, 2.0);
                            assertThat(metric.relativeDifferences()).containsOnlyNulls();
                        });
    }

    @Test
    void nanInBothRunsIsTheSame() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", NONE, Map.of("loss", Double.NaN), NONE),
                                run("b", NONE, Map.of("loss", Double.NaN), NONE)));

        assertThat(comparison.metrics().getFirst().agreement()).isEqualTo(Agreement.SAME);
    }

    @Test
    void anotherVersionOfTheDataComesFirst() {
        TrackedRun a = run("a", Map.of("lr", "1"), NO_METRICS, NONE, dataset("ab12"));
        TrackedRun b = run("b", Map.of("lr", "2"), NO_METRICS, NONE, dataset("cd34"));

        RunComparison comparison = RunComparison.of(List.of(a, b));

        assertThat(comparison.datasets())
                .containsExactly(
                        new DatasetFact(
                                "flights", "train", Agreement.DIFFERENT, List.of("ab12", "cd34")));
        assertThat(comparison.differences().getFirst())
                .isEqualTo("Dataset 'flights' (train) differs: ab12 in 'a', cd34 in 'b'.");
    }

    @Test
    void resultsThatDifferWithoutARecordedCauseAreCalledOut() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", Map.of("lr", "1"), Map.of("auc", 0.5), NONE),
                                run("b", Map.of("lr", "1"), Map.of("auc", 0.6), NONE)));

        assertThat(comparison.differences().getLast()).contains("what was not recorded");
    }

    @Test
    void aMetricThatOneRunNeverLoggedIsNoMystery() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", NONE, Map.of("auc", 0.5), NONE),
                                run("b", NONE, NO_METRICS, NONE)));

        assertThat(comparison.differences())
                .containsExactly("Metric 'auc' is missing in 'b'; it is 0.5 in 'a'.");
    }

    @Test
    void tagsAreSortedIntoCodeSurroundingsAndTheRest() {
        Map<String, String> tags =
                Map.of(
                        "mlflow.source.git.commit", "1234",
                        "mlflow.user", "ann",
                        "mlflow.note.content", "bookkeeping",
                        "team", "blue");

        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("a", NONE, NO_METRICS, tags),
                                run("b", NONE, NO_METRICS, tags)));

        assertThat(comparison.code())
                .extracting(Fact::key)
                .containsExactly("mlflow.source.git.commit");
        assertThat(comparison.environment()).extracting(Fact::key).containsExactly("mlflow.user");
        assertThat(comparison.tags()).extracting(Fact::key).containsExactly("team");
    }

    @Test
    void runsOfOneNameAreToldApartById() {
        RunComparison comparison =
                RunComparison.of(
                        List.of(
                                run("same", Map.of("lr", "1"), NO_METRICS, NONE),
                                run("same", Map.of("lr", "2"), NO_METRICS, NONE)));

        assertThat(comparison.differences().getFirst()).contains("'same id-same'");
    }

    private static DatasetUse dataset(String digest) {
        return new DatasetUse(
                "flights",
                digest,
                "local",
                "{}",
                null,
                null,
                List.of(new Tag("mlflow.data.context", "train")));
    }

    private static TrackedRun run(
            String name,
            Map<String, String> params,
            Map<String, Double> metrics,
            Map<String, String> tags,
            DatasetUse... datasets) {
        return new TrackedRun(
                new RunView(
                        "id-" + name, 1, name, "", RunStatus.FINISHED, Stage.ACTIVE, 0, 1000L, ""),
                metrics.entrySet().stream()
                        .map(it -> new MetricPoint(it.getKey(), it.getValue(), 1, 1))
                        .toList(),
                params.entrySet().stream()
                        .map(it -> new Param(it.getKey(), it.getValue()))
                        .toList(),
                tags.entrySet().stream().map(it -> new Tag(it.getKey(), it.getValue())).toList(),
                List.of(datasets),
                List.of(),
                List.of());
    }
}
