package io.minimlops.tracker.stream;

import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads from the database what happened. One statement a slice, so that all of it belongs to one
/// moment.
@ApplicationScoped
class ChangeLog {

    /// An experiment's stream begins with this many of its newest runs.
    private static final int MOST_RUNS = 200;

    static final int ALL = Integer.MAX_VALUE;

    private static final String RUN =
            "select 'STATUS' as kind, r.logged_in, r.seq, r.experiment_id, r.run_id, r.name as key,"
                    + " r.status as text, r.lifecycle_stage as stage, null::float8 as value,"
                    + " r.end_time as step, r.start_time as timestamp from run r";

    private static final String PARAM =
            "select 'PARAM', n.logged_in, r.seq, r.experiment_id, r.run_id, n.key, n.value,"
                    + " null, null, null, null from param n join run r on r.seq = n.run_seq";

    private static final String TAG =
            PARAM.replace("'PARAM'", "'TAG'").replace("from param n", "from run_tag n");

    private static final String METRIC =
            "select 'METRIC', p.logged_in, r.seq, r.experiment_id, r.run_id, s.key, null, null,"
                    + " p.value, p.step, p.timestamp";

    private static final String LATEST =
            METRIC.replace("p.logged_in", "0").replace(" p.", " s.")
                    + " from metric_series s join run r on r.seq = s.run_seq";

    private static final String NOW =
            " union all select null, null, null, null, null, null, pg_current_snapshot()::text,"
                    + " null, null, null, null";

    private final Database database;

    ChangeLog(Database database) {
        this.database = database;
    }

    Optional<Scope.OneRun> run(String runId) {
        return database.first(
                Sql.of("select seq from run where run_id = ?", runId),
                row -> new Scope.OneRun(runId, row.getLong(1)));
    }

    boolean isExperiment(long id) {
        return database.first(Sql.of("select id from experiment where id = ?", id), _ -> id)
                .isPresent();
    }

    /// The status of a run that is over.
    Optional<Change> ending(Scope.OneRun run) {
        return database.first(Sql.of(RUN + " where r.seq = ?", run.seq()), ChangeRow::read)
                .filter(Change::isEnd);
    }

    boolean hasNothingAfter(Position from, Scope scope) {
        return after(List.of(scope), from, Long.MAX_VALUE, 1).isEmpty();
    }

    /// Positions grow for ever; one that is ahead was made by another database.
    boolean isOfThisDatabase(Position position) {
        return database.first(
                        Sql.of("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint"),
                        row -> row.getLong(1))
                .filter(next -> position.next() <= next)
                .isPresent();
    }

    /// Makes new points quick to find. PostgreSQL does so too, but only once a minute; if it is at
    /// work on the table just now it is not disturbed.
    void summarize() {
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            database.update(Sql.of("set local lock_timeout = '50ms'"));
                            database.query(
                                    Sql.of(
                                            "select brin_summarize_new_values('metric_point_logged')"),
                                    row -> row.getInt(1));
                        });
    }

    /// Those of the runs that are no more, not even in the bin.
    Set<Long> purged(Collection<Long> runs) {
        return Set.copyOf(
                database.query(
                        Sql.of(
                                "select seq from unnest(?::bigint[]) as wanted (seq)"
                                        + " where not exists (select from run r where r.seq = wanted.seq)",
                                (Object) runs.toArray(Long[]::new)),
                        row -> row.getLong(1)));
    }

    /// Where a stream begins that leaves nothing out.
    Position start(Scope scope) {
        Sql sql =
                switch (scope) {
                    case Scope.OneRun(_, long seq) ->
                            Sql.of("select created_in from run where seq = ?", seq);
                    case Scope.OneExperiment(long id) ->
                            Sql.of("select min(created_in) from run where experiment_id = ?", id);
                };
        long first = database.first(sql, row -> row.getLong(1)).orElse(0L);
        return Position.before(Math.max(1, first));
    }

    /// What is there now, and which moment that is: statuses and the latest value of each metric,
    /// of a run its parameters and tags too.
    Slice now(Scope scope) {
        Sql sql =
                switch (scope) {
                    case Scope.OneRun(_, long seq) ->
                            Sql.of(RUN + " where r.seq = ? union all ", seq)
                                    .add(PARAM + " where r.seq = ? union all ", seq)
                                    .add(TAG + " where r.seq = ? union all ", seq)
                                    .add(LATEST + " where r.seq = ?", seq);
                    case Scope.OneExperiment(long id) ->
                            Sql.of(
                                            "with r as materialized (select * from run where experiment_id = ?"
                                                    + " and lifecycle_stage = 'active'"
                                                    + " order by start_time desc limit ?) ",
                                            id,
                                            MOST_RUNS)
                                    .add(RUN.replace("from run r", "from r"))
                                    .add(" union all " + LATEST.replace("join run r", "join r"));
                };
        Slice state = slice(sql.add(NOW), Long.MAX_VALUE, ALL);
        return new Slice(
                state.changes().stream().sorted(Comparator.comparing(Change::kind)).toList(),
                state.reached(),
                true,
                false);
    }

    /// What happened to the runs after a position.
    ///
    /// @param limit the transaction before which to stop
    /// @param most how many changes are wanted; when there are more, none is read
    Slice after(Collection<Scope> scopes, Position from, long limit, int most) {
        Sql which = which(scopes);
        Sql sql =
                Sql.of("with fresh as materialized (select * from metric_point n where ")
                        .add(window("n", from, limit))
                        .add(") select * from (" + RUN + " where ")
                        .add(window("r", from, limit))
                        .add(which);
        for (String noted : List.of(PARAM, TAG)) {
            sql.add(" union all " + noted + " where ").add(window("n", from, limit)).add(which);
        }
        return slice(
                sql.add(" union all " + METRIC + " from fresh p")
                        .add(" join metric_series s on s.id = p.series_id")
                        .add(" join run r on r.seq = s.run_seq where true")
                        .add(which)
                        .add(" order by logged_in limit ?) c", most == ALL ? most : most + 1)
                        .add(NOW),
                limit,
                most);
    }

    private static Sql which(Collection<Scope> scopes) {
        List<Long> runs = new ArrayList<>();
        List<Long> experiments = new ArrayList<>();
        for (Scope scope : scopes) {
            switch (scope) {
                case Scope.OneRun(_, long seq) -> runs.add(seq);
                case Scope.OneExperiment(long id) -> experiments.add(id);
            }
        }
        return Sql.of(
                " and (r.seq = any(?::bigint[]) or r.experiment_id = any(?::bigint[]))",
                runs.toArray(Long[]::new),
                experiments.toArray(Long[]::new));
    }

    /// What is visible now and was not at the position. Numbers beyond the snapshot are from
    /// another database's life, before it was moved.
    private static Sql window(String table, Position from, long limit) {
        String number = table + ".logged_in";
        return Sql.of(
                number
                        + " >= ? and "
                        + number
                        + " < least(?, pg_snapshot_xmax(pg_current_snapshot())::text::bigint) and ("
                        + number
                        + " >= ? or "
                        + number
                        + " = any(?::bigint[]))",
                from.oldest(),
                limit,
                from.next(),
                Arrays.stream(from.running()).boxed().toArray(Long[]::new));
    }

    private Slice slice(Sql sql, long limit, int most) {
        List<Change> changes = new ArrayList<>();
        List<String> snapshot = new ArrayList<>();
        database.query(
                sql,
                row ->
                        row.getString("kind") == null
                                ? snapshot.add(row.getString("text"))
                                : changes.add(ChangeRow.read(row)));
        Position now =
                Position.parse(snapshot.getFirst())
                        .orElseThrow(() -> new IllegalStateException("no snapshot: " + snapshot));
        boolean isCut = changes.size() > most;
        return new Slice(isCut ? List.of() : changes, now.until(limit), limit >= now.next(), isCut);
    }
}
