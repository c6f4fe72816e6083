package io.minimlops.tracker.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Keyset;
import io.minimlops.tracker.sql.Page;
import io.minimlops.tracker.sql.PageToken;
import io.minimlops.tracker.sql.SortKey;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sweeps in the database.
@ApplicationScoped
class SweepTable {

    private static final Keyset NEWEST_FIRST =
            new Keyset(
                    List.of(
                            new SortKey("created_at", false, SortKey.Type.NUMBER),
                            new SortKey("id", true, SortKey.Type.TEXT)));

    private final Database database;
    private final SweepConfig config;

    SweepTable(Database database, SweepConfig config) {
        this.database = database;
        this.config = config;
    }

    void insert(Sweep sweep) {
        database.update(
                Sql.of(
                        "insert into sweep (id, name, experiment_id, run_id, document, state,"
                                + " created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                        sweep.id(),
                        sweep.name(),
                        sweep.experimentId(),
                        sweep.runId(),
                        SweepDocument.text(sweep.document()),
                        sweep.state().word(),
                        sweep.createdAt(),
                        sweep.updatedAt()));
    }

    Sweep get(String id) {
        return find(id, "");
    }

    /// One call at a time works on a sweep, whichever process it reached.
    Sweep locked(String id) {
        return find(id, " for update");
    }

    private Sweep find(String id, String lock) {
        return database.first(Sql.of("select * from sweep where id = ?" + lock, id), this::sweep)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("sweep", id)));
    }

    void move(Sweep sweep) {
        database.update(
                Sql.of(
                        "update sweep set state = ?, updated_at = ? where id = ?",
                        sweep.state().word(),
                        System.currentTimeMillis(),
                        sweep.id()));
    }

    /// Newest first.
    Page<Sweep> page(Asked asked, int size, @Nullable String token) {
        Sql sql =
                Sql.of(
                        "select * from (select *"
                                + NEWEST_FIRST.selected()
                                + " from sweep where true");
        if (asked.experimentId() != null) {
            sql.add(" and experiment_id = ?", asked.experimentId());
        }
        if (asked.state() != null) {
            sql.add(" and state = ?", asked.state());
        }
        sql.add(") page where ")
                .add(NEWEST_FIRST.after(PageToken.read(asked.identity(), token, 2)))
                .add(" " + NEWEST_FIRST.ordered() + " limit ?", size + 1);
        record Found(Sweep sweep, List<String> keys) {}
        Page<Found> page =
                Page.of(
                        database.query(sql, row -> new Found(sweep(row), NEWEST_FIRST.read(row))),
                        size,
                        last -> PageToken.write(asked.identity(), last.keys()));
        return page.with(page.rows().stream().map(Found::sweep).toList());
    }

    /// Which sweeps; what is absent does not matter.
    record Asked(@Nullable Long experimentId, @Nullable String state) {
        Object identity() {
            return List.of(
                    Objects.requireNonNullElse(experimentId, -1L),
                    Objects.requireNonNullElse(state, ""));
        }
    }

    private Sweep sweep(ResultSet row) throws SQLException {
        ObjectNode document = SweepDocument.json(row.getString("document"));
        return new Sweep(
                row.getString("id"),
                row.getString("name"),
                row.getLong("experiment_id"),
                row.getString("run_id"),
                document,
                new PlanReader(document, config).read(0),
                SweepState.of(row.getString("state")),
                row.getLong("created_at"),
                row.getLong("updated_at"));
    }
}
