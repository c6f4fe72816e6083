package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.drift.DriftStatus;
import io.minimlops.orchestrator.drift.WindowOutcome;
import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The decision log: every evaluated window, fired or not.
@ApplicationScoped
class EvaluationTable {

    private final Sql sql;

    EvaluationTable(Sql sql) {
        this.sql = sql;
    }

    void insert(DriftLedger.Finding finding, boolean fired, String reason, @Nullable UUID caseId) {
        sql.update(
                """
                insert into evaluation (id, monitor, model, version, window_start, window_end, rows, status, columns,
                                        fired, reason, case_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                """,
                UUID.randomUUID(),
                finding.definition().name(),
                finding.definition().model(),
                finding.version(),
                finding.window().start(),
                finding.window().end(),
                finding.report().rows(),
                finding.report().status(),
                Documents.text(DriftDetails.forStorage(finding.report())),
                fired,
                reason,
                caseId);
    }

    /// The newest windows that were compared with this version's reference, oldest first: an alarm
    /// against the one before says nothing about it.
    List<WindowOutcome> recent(String monitor, String version, int limit) {
        return sql.list(
                        """
                        select window_start, window_end, status,
                               array(select c ->> 'column' from jsonb_array_elements(columns) c
                                     where c ->> 'status' = 'ALARM') as alarmed
                        from evaluation where monitor = ? and version = ? order by window_end desc limit ?
                        """,
                        row ->
                                new WindowOutcome(
                                        row.time("window_start"),
                                        row.time("window_end"),
                                        DriftStatus.valueOf(row.text("status")),
                                        row.texts("alarmed")),
                        monitor,
                        version,
                        limit)
                .reversed();
    }

    Optional<Instant> lastFired(String monitor) {
        return sql.first(
                "select window_end from evaluation where monitor = ? and fired order by window_end desc limit 1",
                row -> row.time("window_end"),
                monitor);
    }

    int runsInFlight(String monitor) {
        return (int)
                sql.number(
                        "select count(*) from pipeline_run where monitor = ? and finished_at is null",
                        monitor);
    }

    /// Newest first.
    List<EvaluationView> newest(String monitor, int limit) {
        return sql.list(
                "select * from evaluation where monitor = ? order by window_end desc limit ?",
                EvaluationTable::read,
                monitor,
                limit);
    }

    private static EvaluationView read(Row row) throws SQLException {
        String caseId = row.textOrNull("case_id");
        return new EvaluationView(
                row.id("id"),
                row.text("version"),
                row.time("window_start"),
                row.time("window_end"),
                row.number("rows"),
                row.text("status"),
                Documents.list(row.text("columns")),
                row.truth("fired"),
                row.text("reason"),
                caseId == null ? null : UUID.fromString(caseId),
                row.time("decided_at"));
    }
}
