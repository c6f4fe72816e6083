package io.minimlops.orchestrator.run;

import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads runs and steps.
@ApplicationScoped
class RunTables {

    private static final String RUN = "select * from pipeline_run";

    private final Sql sql;

    RunTables(Sql sql) {
        this.sql = sql;
    }

    /// @throws ProblemException when there is none
    PipelineRun run(UUID id) {
        return sql.first(RUN + " where id = ?", RunTables::readRun, id)
                .orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("run", id.toString())));
    }

    /// The run, and nobody else changes its steps until the transaction ends.
    PipelineRun lock(UUID id) {
        return sql.first(RUN + " where id = ? for update", RunTables::readRun, id)
                .orElseThrow(
                        () -> new ProblemException(new Problem.NotFound("run", id.toString())));
    }

    Optional<PipelineRun> byRequest(String requestId) {
        return sql.first(RUN + " where request_id = ?", RunTables::readRun, requestId);
    }

    List<PipelineRun> newest(int limit) {
        return sql.list(RUN + " order by created_at desc, id limit ?", RunTables::readRun, limit);
    }

    List<StoredStep> steps(UUID run) {
        return sql.list(
                "select * from step where run_id = ? order by position", RunTables::readStep, run);
    }

    /// The steps of the newest runs, by run.
    Map<UUID, List<StoredStep>> stepsOfNewest(int limit) {
        Map<UUID, List<StoredStep>> steps = new HashMap<>();
        sql.list(
                """
                select * from step where run_id in (
                    select id from pipeline_run order by created_at desc, id limit ?)
                order by position
                """,
                row ->
                        steps.computeIfAbsent(row.id("run_id"), _ -> new ArrayList<>())
                                .add(readStep(row)),
                limit);
        return steps;
    }

    static Map<String, StepState> states(List<StoredStep> steps) {
        Map<String, StepState> states = new LinkedHashMap<>();
        steps.forEach(step -> states.put(step.name(), step.state()));
        return states;
    }

    static PipelineRun readRun(Row row) throws SQLException {
        return new PipelineRun(
                row.id("id"),
                row.id("case_id"),
                row.text("correlation_id"),
                row.text("pipeline"),
                row.integer("pipeline_version"),
                row.textOrNull("monitor"),
                row.text("reason"),
                Documents.map(row.text("parameters")),
                row.time("as_of"),
                RunStatus.valueOf(row.text("status")),
                row.textOrNull("outcome"),
                row.truth("cancel_requested"),
                row.time("created_at"),
                row.timeOrNull("started_at"),
                row.timeOrNull("finished_at"));
    }

    private static StoredStep readStep(Row row) throws SQLException {
        return new StoredStep(
                row.text("name"),
                row.text("uses"),
                StepStatus.valueOf(row.text("status")),
                row.integer("attempts"),
                row.timeOrNull("started_at"),
                row.timeOrNull("finished_at"),
                Documents.map(row.text("outputs")),
                row.textOrNull("error"));
    }
}
