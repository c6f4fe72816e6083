package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stores monitors.
@ApplicationScoped
class MonitorTable {

    private static final String MONITOR = "select * from monitor";

    private final Sql sql;

    MonitorTable(Sql sql) {
        this.sql = sql;
    }

    /// Progress stays when only the definition changes; another model begins anew.
    void put(MonitorDefinition definition, String yaml) {
        sql.update(
                """
                insert into monitor (name, model, yaml) values (?, ?, ?)
                on conflict (name) do update set yaml = excluded.yaml, model = excluded.model, updated_at = now(),
                    evaluated_through = case when monitor.model = excluded.model then monitor.evaluated_through end,
                    advanced_to = case when monitor.model = excluded.model then monitor.advanced_to end
                """,
                definition.name(),
                definition.model(),
                yaml);
    }

    /// @throws ProblemException when there is none
    StoredMonitor get(String name) {
        return sql.first(MONITOR + " where name = ?", MonitorTable::read, name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("monitor", name)));
    }

    /// The monitor, and nobody else decides for it until the transaction ends.
    StoredMonitor lock(String name) {
        return sql.first(MONITOR + " where name = ? for update", MonitorTable::read, name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("monitor", name)));
    }

    List<StoredMonitor> all() {
        return sql.list(MONITOR + " order by name", MonitorTable::read);
    }

    List<StoredMonitor> ofModel(String model) {
        return sql.list(MONITOR + " where model = ? order by name", MonitorTable::read, model);
    }

    /// Whether nothing at all was in the last window that was decided on.
    boolean lastWasEmpty(String name) {
        return sql.exists(
                """
                select 1 from evaluation e join monitor m on m.name = e.monitor and m.evaluated_through = e.window_end
                where m.name = ? and e.rows = 0
                """,
                name);
    }

    void advance(String name, Instant watermark) {
        sql.update(
                "update monitor set advanced_to = greatest(advanced_to, ?) where name = ?",
                watermark,
                name);
    }

    void evaluated(String name, Instant through) {
        sql.update(
                "update monitor set evaluated_through = ?, waiting_for = null where name = ?",
                through,
                name);
    }

    void waitsFor(String name, @Nullable String reason) {
        sql.update(
                "update monitor set waiting_for = ? where name = ? and waiting_for is distinct from ?",
                reason,
                name,
                reason);
    }

    private static StoredMonitor read(Row row) throws SQLException {
        return new StoredMonitor(
                row.text("name"),
                row.text("yaml"),
                row.timeOrNull("advanced_to"),
                row.timeOrNull("evaluated_through"),
                row.textOrNull("waiting_for"),
                row.time("updated_at"));
    }
}
