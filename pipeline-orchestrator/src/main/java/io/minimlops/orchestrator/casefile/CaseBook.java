package io.minimlops.orchestrator.casefile;

import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All cases. Writing joins the caller's transaction.
@ApplicationScoped
@Transactional
public class CaseBook {

    private static final String CASE =
            "select id, correlation_id, model, cause, status, outcome, opened_at, closed_at from case_file";

    private final Sql sql;

    CaseBook(Sql sql) {
        this.sql = sql;
    }

    /// The case of a cause, opened when there is none yet.
    public CaseFile openOrJoin(String correlationId, @Nullable String model, String cause) {
        sql.update(
                """
                insert into case_file (id, correlation_id, model, cause) values (?, ?, ?, ?)
                on conflict (correlation_id) do update set model = coalesce(case_file.model, excluded.model)
                """,
                UUID.randomUUID(),
                correlationId,
                model,
                cause);
        return byCorrelation(correlationId).orElseThrow();
    }

    public Optional<CaseFile> byCorrelation(String correlationId) {
        return sql.first(CASE + " where correlation_id = ?", CaseBook::read, correlationId);
    }

    /// The case in which a version was made.
    public Optional<CaseFile> byVersion(String model, String version) {
        return sql.first(
                CASE
                        + " where id = (select case_id from case_version where model = ? and version = ?)",
                CaseBook::read,
                model,
                version);
    }

    /// @throws ProblemException when there is none
    public CaseFile get(UUID id) {
        return sql.first(CASE + " where id = ?", CaseBook::read, id)
                .orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("case", id.toString())));
    }

    /// Newest first.
    public List<CaseFile> list(@Nullable String model, int limit) {
        return model == null
                ? sql.list(CASE + " order by opened_at desc, id limit ?", CaseBook::read, limit)
                : sql.list(
                        CASE + " where model = ? order by opened_at desc, id limit ?",
                        CaseBook::read,
                        model,
                        limit);
    }

    public void add(UUID caseId, Entry entry) {
        sql.update(
                """
                insert into case_entry (case_id, at, event_time, kind, title, details, token)
                values (?, ?, ?, ?, ?, ?::jsonb, ?) on conflict (case_id, token) do nothing
                """,
                caseId,
                entry.at(),
                entry.eventTime(),
                entry.kind(),
                entry.title(),
                Documents.text(entry.details()),
                entry.token());
    }

    /// In the order in which things happened.
    public List<Entry> timeline(UUID caseId) {
        return sql.list(
                """
                select at, event_time, kind, title, details, token from case_entry
                where case_id = ? order by at, id
                """,
                row ->
                        new Entry(
                                row.time("at"),
                                row.timeOrNull("event_time"),
                                EntryKind.valueOf(row.text("kind")),
                                row.text("title"),
                                Documents.map(row.text("details")),
                                row.text("token")),
                caseId);
    }

    public void madeVersion(UUID caseId, String model, String version) {
        sql.update(
                """
                insert into case_version (model, version, case_id) values (?, ?, ?)
                on conflict (model, version) do nothing
                """,
                model,
                version,
                caseId);
    }

    public void outcome(UUID caseId, String outcome, boolean closed) {
        sql.update(
                """
                update case_file set outcome = ?, status = case when ? then 'CLOSED' else 'OPEN' end,
                       closed_at = case when ? then now() end
                where id = ?
                """,
                outcome,
                closed,
                closed,
                caseId);
    }

    private static CaseFile read(Row row) throws SQLException {
        return new CaseFile(
                row.id("id"),
                row.text("correlation_id"),
                row.textOrNull("model"),
                row.text("cause"),
                row.text("status"),
                row.textOrNull("outcome"),
                row.time("opened_at"),
                row.timeOrNull("closed_at"));
    }
}
