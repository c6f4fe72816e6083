package io.minimlops.tracker.compare;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.minimlops.tracker.run.RunView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A comparison as the API shows it. Every list of values has one entry a run, in the order of
/// `runs`, null where the run does not have the thing.
record ComparisonView(
        List<Run> runs,
        List<Fact> params,
        List<MetricFact> metrics,
        List<DatasetFact> datasets,
        List<Fact> code,
        List<Fact> environment,
        List<Fact> tags,
        List<String> differences) {

    static ComparisonView of(RunComparison comparison) {
        return new ComparisonView(
                comparison.runs().stream().map(Run::of).toList(),
                comparison.params(),
                comparison.metrics(),
                comparison.datasets(),
                comparison.code(),
                comparison.environment(),
                comparison.tags(),
                comparison.differences());
    }

    /// @param seconds how long it ran; absent while it runs
    @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
    record Run(
            String runId,
            String name,
            String experimentId,
            String user,
            String status,
            String stage,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Double seconds) {

        static Run of(RunView run) {
            Long end = run.endedAt();
            return new Run(
                    run.runId(),
                    run.name(),
                    Long.toString(run.experimentId()),
                    run.user(),
                    run.status().name(),
                    run.stage().word(),
                    Instant.ofEpochMilli(run.startedAt()),
                    end == null ? null : Instant.ofEpochMilli(end),
                    end == null ? null : (end - run.startedAt()) / 1000.0);
        }
    }
}
