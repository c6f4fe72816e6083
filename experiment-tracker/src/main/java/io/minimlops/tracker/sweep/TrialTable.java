package io.minimlops.tracker.sweep;

import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import io.minimlops.tracker.sweep.search.Goal;
import io.minimlops.tracker.sweep.search.Observation;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Trials in the database.
@ApplicationScoped
class TrialTable {

    private final Database database;

    TrialTable(Database database) {
        this.database = database;
    }

    void insert(String sweepId, Trial trial) {
        database.update(
                Sql.of(
                        "insert into sweep_trial (sweep_id, number, params, state, attempt, run_id,"
                                + " agent, lease_until, stop_cause, points, value, given_at, ended_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        sweepId,
                        trial.number(),
                        SweepDocument.text(trial.params()),
                        trial.state().word(),
                        trial.attempt(),
                        trial.runId(),
                        trial.agent(),
                        leaseUntil(trial),
                        stopCause(trial),
                        trial.points(),
                        trial.value(),
                        trial.givenAt(),
                        trial.endedAt()));
    }

    void update(String sweepId, Trial trial) {
        database.update(
                Sql.of(
                        "update sweep_trial set state = ?, attempt = ?, run_id = ?, agent = ?,"
                                + " lease_until = ?, stop_cause = ?, points = ?, value = ?,"
                                + " given_at = ?, ended_at = ? where sweep_id = ? and number = ?",
                        trial.state().word(),
                        trial.attempt(),
                        trial.runId(),
                        trial.agent(),
                        leaseUntil(trial),
                        stopCause(trial),
                        trial.points(),
                        trial.value(),
                        trial.givenAt(),
                        trial.endedAt(),
                        sweepId,
                        trial.number()));
    }

    Trial get(String sweepId, long number) {
        return database.first(
                        Sql.of(
                                "select * from sweep_trial where sweep_id = ? and number = ?",
                                sweepId,
                                number),
                        TrialTable::trial)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        new Problem.NotFound("trial", sweepId + "/" + number)));
    }

    /// Those with an agent and those waiting for one, by number.
    List<Trial> open(String sweepId) {
        return database.query(
                Sql.of(
                        "select * from sweep_trial where sweep_id = ?"
                                + " and state in ('WAITING', 'RUNNING') order by number",
                        sweepId),
                TrialTable::trial);
    }

    /// How many trials there have been.
    long count(String sweepId) {
        return database.first(
                        Sql.of(
                                "select coalesce(max(number), 0) from sweep_trial where sweep_id = ?",
                                sweepId),
                        row -> row.getLong(1))
                .orElse(0L);
    }

    Map<String, Long> countByState(String sweepId) {
        Map<String, Long> counts = new LinkedHashMap<>();
        database.query(
                Sql.of(
                        "select state, count(*) from sweep_trial where sweep_id = ?"
                                + " group by state order by state",
                        sweepId),
                row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    /// What the trials that ended came to; those that were cancelled say nothing.
    List<Observation> observations(String sweepId, Goal goal) {
        return database.query(
                Sql.of(
                        "select params, state, value from sweep_trial where sweep_id = ?"
                                + " and state in ('FINISHED', 'STOPPED_EARLY', 'FAILED') order by number",
                        sweepId),
                row -> {
                    Double value = row.getObject("value", Double.class);
                    boolean usable = value != null && !row.getString("state").equals("FAILED");
                    return new Observation(
                            Values.map(SweepDocument.json(row.getString("params"))),
                            usable
                                    ? goal.loss(Objects.requireNonNull(value))
                                    : Double.POSITIVE_INFINITY);
                });
    }

    Optional<Trial> best(String sweepId, Goal goal) {
        return database.first(
                Sql.of(
                        "select * from sweep_trial where sweep_id = ? and value is not null"
                                + " and state in ('FINISHED', 'STOPPED_EARLY') order by value "
                                + (goal == Goal.MINIMIZE ? "asc" : "desc")
                                + ", number limit 1",
                        sweepId),
                TrialTable::trial);
    }

    /// By number, the ones after `after`.
    List<Trial> after(String sweepId, @Nullable String state, long after, int most) {
        Sql sql =
                Sql.of(
                        "select * from sweep_trial where sweep_id = ? and number > ?",
                        sweepId,
                        after);
        if (state != null) {
            sql.add(" and state = ?", state);
        }
        return database.query(sql.add(" order by number limit ?", most), TrialTable::trial);
    }

    private static Trial trial(ResultSet row) throws SQLException {
        return new Trial(
                row.getLong("number"),
                Values.map(SweepDocument.json(row.getString("params"))),
                state(row),
                row.getInt("attempt"),
                row.getString("run_id"),
                row.getString("agent"),
                row.getLong("points"),
                row.getObject("value", Double.class),
                row.getLong("given_at"),
                row.getObject("ended_at", Long.class));
    }

    private static TrialState state(ResultSet row) throws SQLException {
        String word = row.getString("state");
        String cause = row.getString("stop_cause");
        return switch (word) {
            case "WAITING" -> new TrialState.Waiting();
            case "RUNNING" ->
                    new TrialState.Running(
                            row.getString("agent"),
                            row.getLong("lease_until"),
                            cause == null ? null : TrialState.StopCause.valueOf(cause));
            default -> new TrialState.Ended(TrialState.Outcome.valueOf(word));
        };
    }

    private static long leaseUntil(Trial trial) {
        return trial.state() instanceof TrialState.Running running ? running.until() : 0;
    }

    private static @Nullable String stopCause(Trial trial) {
        return trial.state() instanceof TrialState.Running(_, _, var stop) && stop != null
                ? stop.name()
                : null;
    }
}
