package io.minimlops.orchestrator.pipeline;

import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import io.minimlops.problem.Problem;
import io.minimlops.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.List;

/// Every version of every pipeline that was applied.
@ApplicationScoped
public class PipelineCatalog {

    private static final String NEWEST =
            "select distinct on (name) name, version, yaml, created_at from pipeline";

    private final Sql sql;

    PipelineCatalog(Sql sql) {
        this.sql = sql;
    }

    /// Stores a new version, or finds the newest one when the text is the same.
    @Transactional
    public PipelineVersion apply(String yaml) {
        String name = PipelineParser.parse(yaml).name();
        sql.first("select pg_advisory_xact_lock(hashtextextended(?, 1))", _ -> true, name);
        return sql.first(NEWEST + " where name = ? order by name, version desc", this::read, name)
                .filter(newest -> newest.yaml().equals(yaml))
                .orElseGet(() -> insert(name, yaml));
    }

    public List<PipelineVersion> newestOfEach() {
        return sql.list(NEWEST + " order by name, version desc", this::read);
    }

    /// @throws ProblemException when there is none of that name
    public PipelineVersion newest(String name) {
        return sql.first(NEWEST + " where name = ? order by name, version desc", this::read, name)
                .orElseThrow(() -> new ProblemException(new Problem.NotFound("pipeline", name)));
    }

    public PipelineVersion version(String name, int version) {
        return sql.first(
                        "select name, version, yaml, created_at from pipeline where name = ? and"
                                + " version = ?",
                        this::read,
                        name,
                        version)
                .orElseThrow();
    }

    private PipelineVersion insert(String name, String yaml) {
        return sql.first(
                        """
                        insert into pipeline (name, version, yaml)
                        select ?, coalesce(max(version), 0) + 1, ? from pipeline where name = ?
                        returning name, version, yaml, created_at
                        """,
                        this::read,
                        name,
                        yaml,
                        name)
                .orElseThrow();
    }

    private PipelineVersion read(Row row) throws SQLException {
        return new PipelineVersion(
                row.text("name"), row.integer("version"), row.text("yaml"), row.time("created_at"));
    }
}
