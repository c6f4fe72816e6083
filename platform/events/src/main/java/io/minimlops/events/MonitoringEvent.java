package io.minimlops.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What monitoring found. Key: the model's name.
public sealed interface MonitoringEvent extends Event {

    String model();

    @Override
    default Topic topic() {
        return Topic.MONITORING;
    }

    @Override
    default String key() {
        return model();
    }

    /// A window of the inference log was compared with the model version's frozen reference.
    ///
    /// @param fired whether the policy started a run; `reason` says why or why not
    /// @param caseId the case that was opened, when it fired
    record DriftEvaluated(
            String monitor,
            String model,
            String version,
            Instant windowStart,
            Instant windowEnd,
            long rows,
            List<ColumnDrift> columns,
            boolean fired,
            String reason,
            @Nullable String caseId)
            implements MonitoringEvent {}

    /// @param status `OK`, `WARN`, `ALARM` or `INSUFFICIENT`
    /// @param psi population stability index against the reference bins, natural logarithm
    /// @param ksP p-value of the two-sample Kolmogorov–Smirnov test
    record ColumnDrift(String column, String status, @Nullable Double psi, @Nullable Double ksP) {}

    /// A canary was compared with its champion on labels.
    ///
    /// @param outcome `CONTINUE`, `ROLL_BACK` or `PROMOTE`
    record CanaryJudged(
            String monitor,
            String model,
            String championVersion,
            String canaryVersion,
            String metric,
            double champion,
            double canary,
            long championLabels,
            long canaryLabels,
            String outcome,
            String reason,
            Instant judgedAt)
            implements MonitoringEvent {}
}
