package io.minimlops.orchestrator.monitor;

import io.minimlops.orchestrator.canary.CanaryJudgement;
import io.minimlops.orchestrator.document.Documents;
import io.minimlops.orchestrator.sql.Row;
import io.minimlops.orchestrator.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores canaries.
@ApplicationScoped
class CanaryTable {

    private final Sql sql;

    CanaryTable(Sql sql) {
        this.sql = sql;
    }

    Optional<Canary> active(String deployment) {
        return sql.first(
                "select * from canary where deployment = ? and ended_at is null for update",
                CanaryTable::read,
                deployment);
    }

    /// Not judged to the end, or judged and the verdict not yet carried out.
    List<Canary> open() {
        return sql.list(
                "select * from canary where ended_at is null and not done order by started_at",
                CanaryTable::read);
    }

    Optional<Canary> newest(String model) {
        return sql.first(
                "select * from canary where model = ? order by started_at desc limit 1",
                CanaryTable::read,
                model);
    }

    /// @return false when it was known already
    boolean start(String deployment, String model, String version, int percent, Instant at) {
        return sql.update(
                        """
                        insert into canary (id, deployment, model, version, percent, started_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        UUID.randomUUID(),
                        deployment,
                        model,
                        version,
                        percent,
                        at)
                > 0;
    }

    void share(UUID id, int percent) {
        sql.update("update canary set percent = ? where id = ?", percent, id);
    }

    void end(UUID id, Instant at) {
        sql.update("update canary set ended_at = ? where id = ? and ended_at is null", at, id);
    }

    /// @return false when a verdict stands already
    boolean judge(
            UUID id, @Nullable String championVersion, String verdict, CanaryJudgement judgement) {
        return sql.update(
                        """
                        update canary set verdict = ?, verdict_reason = ?, judgement = ?::jsonb, judged_at = now(),
                               champion_version = ?
                        where id = ? and verdict = 'CONTINUE' and ended_at is null
                        """,
                        verdict,
                        judgement.reason(),
                        Documents.text(judgement),
                        championVersion,
                        id)
                > 0;
    }

    void done(UUID id) {
        sql.update("update canary set done = true where id = ?", id);
    }

    private static Canary read(Row row) throws SQLException {
        String judgement = row.textOrNull("judgement");
        return new Canary(
                row.id("id"),
                row.text("deployment"),
                row.text("model"),
                row.text("version"),
                row.textOrNull("champion_version"),
                row.integer("percent"),
                row.time("started_at"),
                row.timeOrNull("ended_at"),
                row.text("verdict"),
                row.textOrNull("verdict_reason"),
                judgement == null ? null : Documents.json(judgement),
                row.timeOrNull("judged_at"),
                row.truth("done"));
    }
}
