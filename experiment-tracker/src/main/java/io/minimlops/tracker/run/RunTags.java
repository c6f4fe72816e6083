package io.minimlops.tracker.run;

import static java.util.stream.Collectors.toMap;

import io.minimlops.tracker.Names;
import io.minimlops.tracker.Refusal;
import io.minimlops.tracker.Tag;
import io.minimlops.tracker.sql.Database;
import io.minimlops.tracker.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Tags of runs. The run's name is one of them, and the two always agree.
@ApplicationScoped
class RunTags {

    static final String NAME = "mlflow.runName";

    private final Database database;

    RunTags(Database database) {
        this.database = database;
    }

    /// Of two tags with one key the later one counts.
    void set(long runSeq, List<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        Map<String, String> byKey =
                tags.stream()
                        .collect(toMap(Tag::key, Tag::value, (_, later) -> later, TreeMap::new));
        database.update(
                Sql.of(
                        "insert into run_tag (run_seq, key, value) select ?, key, value"
                                + " from unnest(?::text[], ?::text[]) as t (key, value)"
                                + " on conflict (run_seq, key) do update set value = excluded.value",
                        runSeq,
                        byKey.keySet().toArray(String[]::new),
                        byKey.values().toArray(String[]::new)));
        String name = byKey.get(NAME);
        if (name != null) {
            database.update(Sql.of("update run set name = ? where seq = ?", name, runSeq));
        }
    }

    Optional<String> get(long runSeq, String key) {
        return database.first(
                Sql.of("select value from run_tag where run_seq = ? and key = ?", runSeq, key),
                row -> row.getString(1));
    }

    void delete(RunAccess.Open run, String key) {
        int deleted =
                database.update(
                        Sql.of(
                                "delete from run_tag where run_seq = ? and key = ?",
                                run.seq(),
                                key));
        if (deleted == 0) {
            throw new Refusal.NotFound(
                    "No tag with name: " + key + " in run with id " + run.runId());
        }
    }

    static Tag checked(String place, Tag tag) {
        return new Tag(
                Names.key(place, tag.key()),
                Names.truncated(Names.RUN_TAG_VALUE, "value", tag.value()));
    }
}
